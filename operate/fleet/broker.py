"""The broker: where it is, and the ways in which it may not take a message."""

from pathlib import Path
from typing import NamedTuple

from operate.fleet.backoff import ON_A_LAPTOP, Backoff


class Broker(NamedTuple):
    """Where it is, whom it is trusted for, and how those come back that lost it."""

    port: int
    authority: Path
    backoff: Backoff = Backoff.of(1, ON_A_LAPTOP)


class Unacknowledged(Exception):
    """The broker did not take it in time; the text says what was seen last."""


class Refused(Exception):
    """The broker said no, and would say so again."""
