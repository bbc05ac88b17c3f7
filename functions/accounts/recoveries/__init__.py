"""Restoring access in person, for people who cannot sign in."""
