"""Upkeep: required maintenance and inspections of assets, done or overdue."""
