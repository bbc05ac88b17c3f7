"""Photographs that people take of facilities, and what each of them belongs to."""
