"""Statutory reports: who must be informed of an incident by when, and who was."""
