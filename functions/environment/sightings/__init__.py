"""Sightings: falls and thrown objects that cameras, radars or wearables saw; what came of them."""
