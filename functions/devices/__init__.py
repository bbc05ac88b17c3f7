"""Devices: every device of a city by its kind and place, from its first key to its last."""
