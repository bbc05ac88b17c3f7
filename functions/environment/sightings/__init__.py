"""Sightings: falls and thrown objects detected by cameras, radars or wearables, and their
outcome.
"""
