"""An alarm, what is known of all alarms of a device, and the windows in which it is worked on."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from events.devices import Raises
from events.facilities import Priority
from functions.devices.model import DeviceId, KindId, Words
from linli.alarms.watched import Watched
from linli.model import Fact, Noun
from linli.places import Community, Grid

Why = Literal["maintenance", "test"]


class Wanted(Fact):
    """In `maintenance` nothing new is said; what is new in a `test` is a drill."""

    why: Why
    begins: Annotated[AwareDatetime, Field(alias="from")]
    until: AwareDatetime
    reason: Words


class Work(Fact, extra="ignore"):
    """A window of a device. One that was ended early counts until then."""

    id: str
    request: str
    why: Why
    begins: AwareDatetime
    until: AwareDatetime
    reason: str
    by: str
    ended_by: str | None = None


class Watch(Watched):
    """Of one device; the row of which all that becomes of its alarms is decided."""

    device_id: DeviceId
    windows: tuple[Work, ...] = ()


class Alarm(Noun):
    """As it was last told. `values` are those by which it came to its level, `measure` and `value`
    what it is named by. `withdrawn`: it never was, or was another (`into`). `said` is the time of
    the last that was told of it: none of it is told of an earlier.
    """

    id: str
    device_id: DeviceId
    community: Community
    kind: KindId
    grid: Grid | None = None
    building: str | None = None
    zone: str | None = None
    lat: float
    lon: float
    rule: str
    article: str
    mark: str
    measure: str
    value: float
    values: dict[str, float] = {}
    level: int
    raises: Raises
    priority: Priority
    category: str
    within_hours: float | None = None
    onset: AwareDatetime
    cleared_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    drill: bool = False
    flapping: bool = False
    withdrawn: bool = False
    into: str | None = None
    episode: int = 0
    said: AwareDatetime
