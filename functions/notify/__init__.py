"""Notify: a person is told once, by the channels that suit the moment, until somebody has heard."""
