"""Trees stored under the hash of their inputs: built once, and never visible half built."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path


def once(home: Path, make: Callable[[Path], None]) -> Path:
    """Build under a temporary name, then rename atomically."""
    if not home.exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f"{home.name}.", dir=home.parent))
        part.chmod(0o755)
        make(part)
        try:
            part.rename(home)
        except OSError:  # a concurrent deployment was first: its tree is identical
            shutil.rmtree(part)
    return home


def digest(parts: Iterable[object]) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]
