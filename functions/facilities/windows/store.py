"""Storage of registered tests. Keys are spelled in this file and nowhere else.

window#<id>   window                a test; listed by community and end
"""

from datetime import datetime

from linli.store import Page, Write, commit, create, every, listing, load, load_many, stored
from linli.table import utc

from .model import Window

PAGE = 50
MOST = 100  # tests read at a time


def window(window_id: str) -> Window:
    return load(_window(window_id), "window", Window)


def propose(window: Window, request: str) -> Window:
    return create(_write(window, request), model=Window)


def save(window: Window) -> Window:
    commit(_write(window))
    return stored(window)


def windows(community: str, after: str = "") -> Page[Window]:
    """Latest first."""
    return listing(f"windows#{community}", Window, after=after, limit=PAGE, newest=True)


def open_after(community: str, at: datetime) -> list[Window]:
    """The present state of all windows that end after `at`. One proposed at this very moment may be
    missing, as the index lags; an alarm is then no drill.
    """
    known = every(lambda after: listing(f"windows#{community}", Window, after=after), utc(at))
    found = [_window(window.id) for window in known]
    return list(load_many([(key, "window") for key in found[:MOST]], Window).values())


def _write(window: Window, request: str | None = None) -> Write:
    listed = f"windows#{window.community}", f"{utc(window.until)}#{window.id}"
    return Write(_window(window.id), "window", window, listed=listed, request=request)


def _window(window_id: str) -> str:
    return f"window#{window_id}"
