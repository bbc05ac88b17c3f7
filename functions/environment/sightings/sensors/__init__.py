"""Sensors of sightings, where they are, whom they watch over, and how often they are wrong."""
