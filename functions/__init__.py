"""One package for each feature, and nothing else."""

import linli  # noqa: F401 - before all that a feature imports, which it lets go faster
