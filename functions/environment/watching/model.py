"""What is known of a station by what it says."""

from typing import Literal

from pydantic import AwareDatetime

from functions.environment.model import Key, StationKind
from functions.environment.values.model import Over, Value
from linli.model import Fact, Noun
from linli.places import Community

Status = Literal["normal", "checking", "unsafe"]


class Failing(Fact):
    """A moment at which water was out of its limits."""

    at: AwareDatetime
    over: Over


class Track(Fact, extra="ignore"):
    """The last such moments in event time, each once; the last at which all was well; and up to
    when all is over, because people or time ended it.
    """

    failing: tuple[Failing, ...] = ()
    fine: AwareDatetime | None = None
    over: AwareDatetime | None = None


class Watch(Noun):
    """Hours up to `made` are made; `late` of them are to be made anew. `open` are the ids of cases,
    `warning` that of data for a warning. `due` is when the next hour is to be made.
    """

    station_id: str
    community: Community
    kind: StationKind
    made: AwareDatetime
    due: AwareDatetime | None
    late: tuple[AwareDatetime, ...] = ()
    latest: Value | None = None
    open: dict[Key, str] = {}
    warning: str | None = None
    track: Track = Track()
    unsafe: bool = False

    @property
    def water(self) -> Status | None:
        """What the public is told of water: unsafe is for a laboratory to say."""
        if self.kind != StationKind.WATER:
            return None
        return "unsafe" if self.unsafe else "checking" if "water" in self.open else "normal"
