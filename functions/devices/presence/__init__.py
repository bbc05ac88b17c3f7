"""Presence: devices that fell silent, alone or with their supply block, and those that are back."""
