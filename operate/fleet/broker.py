"""The broker: where it is, and the ways in which it may not take a message."""

from pathlib import Path
from typing import NamedTuple


class Broker(NamedTuple):
    """Where it is, and whom it is trusted for."""

    port: int
    authority: Path


class Unacknowledged(Exception):
    """The broker did not take it in time; the text says what was seen last."""


class Refused(Exception):
    """The broker said no, and would say so again."""
