"""Web: the city's screens reach any browser whole, and one that was left open over a deployment."""
