"""Values of a station by the standards: per hour, day or night."""
