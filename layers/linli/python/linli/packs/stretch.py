"""Ranges of message numbers that a device reports as sent, and counts of what was
received. Pure.
"""

from typing import Annotated

from pydantic import AwareDatetime, Field

from linli.messages import Number
from linli.model import Fact


class Stretch(Fact):
    """Messages that a device reports as sent, numbered `first` to `last` within one boot."""

    thing: Annotated[str, Field(max_length=64)]
    begins: AwareDatetime
    ends: AwareDatetime
    boot: Number
    first: Number
    last: Number

    @property
    def sent(self) -> int:
        return self.last - self.first + 1


class Newest(Fact):
    """A thing's newest sample; `numbered`: not by a standard that numbers no messages."""

    at: AwareDatetime
    numbered: bool


class Count(Fact):
    """Of a stretch: how many are stored, how many were refused (quarantined or replayed), and the
    first missing numbers. `far`: packs dated far from the time of sending were searched too.
    """

    thing: str
    stored: int
    refused: int
    missing: int
    numbers: tuple[int, ...] = ()
    far: bool = False
