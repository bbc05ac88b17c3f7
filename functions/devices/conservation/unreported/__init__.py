"""Devices whose messages are stored, but which do not report how many they sent."""
