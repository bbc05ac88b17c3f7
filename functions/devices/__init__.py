"""Devices: all devices of a city, from the first certificate to their retirement."""
