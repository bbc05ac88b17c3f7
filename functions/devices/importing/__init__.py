"""Bulk registration of devices from a table, which is checked as a whole first."""
