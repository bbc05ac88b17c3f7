"""Patrols: what is walked past when, what was seen there, and what was not walked in time."""
