"""Patrols: planned routes, what was seen at each asset, and overdue routes."""
