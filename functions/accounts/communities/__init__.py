"""Communities that take part in the city's platform."""
