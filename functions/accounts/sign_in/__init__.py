"""Signing in: who somebody is, proved once, and told to the programs he uses."""
