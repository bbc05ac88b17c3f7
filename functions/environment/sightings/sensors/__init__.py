"""Sensors of sightings: their place, whom they monitor, and how often they are wrong."""
