"""Deployment code. It shares names and settings with the code that runs: layers/linli."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
if (LAYER := str(ROOT / "layers/linli/python")) not in sys.path:
    sys.path.append(LAYER)
