"""What assets must have done to them, when it was done, and what was not done in time."""
