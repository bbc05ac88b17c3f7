"""People as the city knows them, and who looked at whom."""
