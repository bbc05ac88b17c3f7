"""Telephones: the proof that one is in somebody's hand, and taking another."""
