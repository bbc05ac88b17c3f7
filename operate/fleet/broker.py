"""The broker: its address, and the ways in which it can fail to accept a message."""

from pathlib import Path
from typing import NamedTuple

from operate.fleet.backoff import ON_A_LAPTOP, Backoff


class Broker(NamedTuple):
    """Address, authority of its certificate, and the backoff of things that lost it."""

    port: int
    authority: Path
    backoff: Backoff = Backoff.of(1, ON_A_LAPTOP)


class Unacknowledged(Exception):
    """The broker did not acknowledge in time; the text has the last thing observed."""


class Refused(Exception):
    """The broker refused, and would refuse again."""
