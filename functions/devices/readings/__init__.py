"""Measurements of devices: plausibility, history, and access to them."""
