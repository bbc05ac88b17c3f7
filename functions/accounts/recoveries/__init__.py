"""Letting somebody in at the desk who cannot come in alone."""
