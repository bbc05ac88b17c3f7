"""Devices: every device of a city, by kind and place, from its first certificate to its
retirement.
"""
