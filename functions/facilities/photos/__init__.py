"""Photographs of facilities, and what each of them belongs to."""
