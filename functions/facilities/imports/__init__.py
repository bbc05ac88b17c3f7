"""Bulk import of assets from a table: read, checked, and applied row by row."""
