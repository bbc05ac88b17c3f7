"""Certificates of a device: rotation, revocation, replacement."""
