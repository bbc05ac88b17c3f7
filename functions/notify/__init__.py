"""Notify: a person is notified once, by suitable channels in turn, until somebody has read it."""
