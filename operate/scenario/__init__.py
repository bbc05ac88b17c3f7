"""Plays stories against a running city: devices publish, people act, expectations hold in time."""
