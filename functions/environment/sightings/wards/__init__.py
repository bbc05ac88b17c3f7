"""Wards: people who are watched over for falls, by a lawful basis and for a time."""
