"""The city's own rules of a kind of asset, beside the limits: tried, put in force, undone."""
