"""Registered stations: place, measures, and the limits that apply."""
