"""Who is to take an incident, and within how many minutes."""
