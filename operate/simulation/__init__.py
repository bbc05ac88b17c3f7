"""The simulated city: many devices of many kinds, the same again for the same seed."""
