"""Who takes an incident, and within how many minutes."""
