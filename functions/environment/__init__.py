"""Environment: what air, noise and water measure is public, and what is exceeded is acted upon."""
