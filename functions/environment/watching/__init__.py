"""Watching a station: its hours are made when they are over, its cases begun, cleared and ended."""
