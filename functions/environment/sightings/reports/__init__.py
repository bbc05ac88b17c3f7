"""Reports of single sensors, and the sighting that each belongs to."""
