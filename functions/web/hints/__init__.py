"""Hints of changes, pushed to browsers over sockets that a ticket opened."""
