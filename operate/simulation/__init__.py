"""The simulated city: many devices of many kinds, the same for the same seed."""
