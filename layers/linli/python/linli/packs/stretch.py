"""Messages that a device says it sent, and how many of them there are. Pure."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from linli.messages import Number
from linli.model import Fact


class Stretch(Fact):
    """Messages that a device says it sent, numbered from `first` to `last` within one boot."""

    thing: Annotated[str, Field(max_length=64)]
    begins: AwareDatetime
    ends: AwareDatetime
    boot: Number
    first: Number
    last: Number

    @property
    def sent(self) -> int:
        return self.last - self.first + 1


class Count(Fact):
    """Of a stretch: how many are stored, how many were refused (in quarantine, or replayed from
    there), and the numbers of the first that are neither. `far`: it was looked for among what is
    dated otherwise than when it was sent, too.
    """

    thing: str
    stored: int
    refused: int
    missing: int
    numbers: tuple[int, ...] = ()
    far: bool = False
