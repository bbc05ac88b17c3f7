"""Many assets at once, from a table that people keep: read, checked, and applied row by row."""
