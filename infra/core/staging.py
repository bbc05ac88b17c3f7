"""A tree under the hash of all that went into it: made once, and never seen half made."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path


def once(home: Path, make: Callable[[Path], None]) -> Path:
    """A tree made under another name and moved into place whole."""
    if not home.exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f"{home.name}.", dir=home.parent))
        part.chmod(0o755)
        make(part)
        try:
            part.rename(home)
        except OSError:  # another deployment was first: its tree is the same
            shutil.rmtree(part)
    return home


def digest(parts: Iterable[object]) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]
