"""Environment: air, noise and water are measured in public, and exceeded limits acted upon."""
