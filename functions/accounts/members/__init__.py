"""Roles in places: who gives which to whom, and who is there."""
