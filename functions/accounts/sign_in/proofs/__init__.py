"""The ways to prove who one is."""
