"""Memberships: roles of people in places, and who grants them."""
