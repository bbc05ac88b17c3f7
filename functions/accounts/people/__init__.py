"""People known to the city, and the log of access to their records."""
