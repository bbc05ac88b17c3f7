"""Texts about an incident for others: drafts of reports, and handover sheets for those who help."""
