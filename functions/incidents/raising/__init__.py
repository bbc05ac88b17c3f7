"""Incidents that no sensor finds: a person says what he sees or was told."""
