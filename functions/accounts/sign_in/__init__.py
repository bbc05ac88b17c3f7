"""Sign-in: a person authenticates once, for all programs in use."""
