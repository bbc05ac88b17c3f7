"""The state of a station by its samples."""

from typing import Literal

from pydantic import AwareDatetime

from functions.environment.model import Key, StationKind
from functions.environment.values.model import Over, Value
from linli.model import Fact, Noun
from linli.places import Community

Status = Literal["normal", "checking", "unsafe"]


class Failing(Fact):
    """A moment at which water violated a limit."""

    at: AwareDatetime
    over: Over


class Track(Fact, extra="ignore"):
    """The latest such moments in event time, deduplicated; of each measure the latest moment beyond
    its limits that is not settled, and the latest within them. Settled by people is everything
    until `over`, and by time only the moments that were known then (`settled`): another one that
    comes late is new.
    """

    failing: tuple[Failing, ...] = ()
    beyond: dict[str, AwareDatetime] = {}
    well: dict[str, AwareDatetime] = {}
    over: AwareDatetime | None = None
    settled: tuple[AwareDatetime, ...] = ()


Subject = Key | Literal["warning"]


class Watch(Noun):
    """Hours up to `made` are computed; `late` ones must be recomputed. `open` are ids of cases,
    `warning` that of data for a warning; `begun` is when those began which late data may correct,
    in order. `due` is when the next hour is computed, `measured` the end of the latest hour that is
    known. `unsafe` is the open case of water; those `beside` it are older ones, which a laboratory
    found unsafe since.
    """

    station_id: str
    community: Community
    kind: StationKind
    made: AwareDatetime
    due: AwareDatetime | None
    late: tuple[AwareDatetime, ...] = ()
    latest: Value | None = None
    measured: AwareDatetime | None = None
    open: dict[Key, str] = {}
    begun: dict[Subject, tuple[AwareDatetime, ...]] = {}
    warning: str | None = None
    track: Track = Track()
    unsafe: bool = False
    beside: tuple[str, ...] = ()

    @property
    def water(self) -> Status | None:
        """The public status of water: only a laboratory makes it unsafe, and it is normal only by
        what was measured in the latest hour; None is unknown.
        """
        if self.unsafe or self.beside:
            return "unsafe"
        if "water" in self.open:
            return "checking"
        known = self.latest and self.latest.known
        return "normal" if self.kind == StationKind.WATER and known else None
