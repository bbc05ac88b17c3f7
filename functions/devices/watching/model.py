"""An alarm, the state of all alarms of a device, and its maintenance windows."""

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
    """During `maintenance` no alarm is raised; alarms raised during a `test` are drills."""

    why: Why
    begins: Annotated[AwareDatetime, Field(alias="from")]
    until: AwareDatetime
    reason: Words


class Work(Fact, extra="ignore"):
    """A window of a device. If ended early, it counts until then."""

    id: str
    request: str
    why: Why
    begins: AwareDatetime
    until: AwareDatetime
    reason: str
    by: str
    ended_by: str | None = None


class Watch(Watched):
    """The state of a device's alarms, from which all decisions follow."""

    device_id: DeviceId
    windows: tuple[Work, ...] = ()


class Alarm(Noun):
    """The latest published state. `values` are those at its highest level, `measure` and `value`
    those it is named by. `withdrawn`: it never existed, or belongs to another (`into`). `said` is
    the time of its latest event; no event is dated earlier.
    """

    id: str
    device_id: DeviceId
    community: Community
    kind: KindId
    grid: Grid | None = None
    address: str | None = None  # of what is no person's
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
