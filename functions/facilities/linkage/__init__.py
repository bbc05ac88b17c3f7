"""Linked actions: commands and tasks that follow from a hazard at once."""
