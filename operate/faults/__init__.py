"""Faults on purpose: what the city must bear without losing or doubling anything."""
