"""Onboarding: the maker's signed manifest, the unit's claim, and its first certificate."""
