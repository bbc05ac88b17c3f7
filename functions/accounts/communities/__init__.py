"""Communities that have joined the city's platform."""
