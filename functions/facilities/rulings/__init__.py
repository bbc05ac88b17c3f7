"""The city's own rules for a kind of asset, beside the limits: tried, put in force, reverted."""
