"""What readings and inspections say of an asset: limits, hazards, its condition."""

from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, Field, FiniteFloat

from events.facilities import Priority, Raises
from functions.facilities.model import Kind
from linli.dated import Dated
from linli.messages import Sample
from linli.model import Fact, Noun
from linli.places import Place


class Limit(Dated):
    """A row of rules/limits.yaml: what a measure must not do, who says so, and what it raises."""

    id: str
    kind: Kind
    measure: str
    compare: Literal["ge", "gt", "le", "lt"]
    value: FiniteFloat
    unit: str
    level: Annotated[int, Field(ge=1, le=3)]  # how bad, among the limits of one measure
    raises: Raises
    priority: Priority
    category: str  # the kind of event: A4.3 a manhole cover
    article: str
    mark: str  # how well the source is known


class Hazard(Fact, extra="ignore"):
    """Something wrong with an asset, by one measure, from the first sample that said so.

    `value` is what first passed the worst limit, `seen` when the sensor last was outside its
    limits, `cleared_at` when it last was inside them again: None while it is not. `episode` is how
    often it was told that it came back; `by_hand` while only inspectors have found it.
    """

    id: str = ""  # until it is told
    measure: str
    since: AwareDatetime
    seen: AwareDatetime
    value: float
    cleared_at: AwareDatetime | None = None
    episode: int = 0
    by_hand: bool = False
    limit_id: str
    level: int
    raises: Raises
    priority: Priority
    category: str
    article: str


class Reading(NamedTuple):
    at: AwareDatetime
    value: float
    by_hand: bool = False  # an inspector's


class Track(Fact, extra="ignore"):
    """The last readings of one measure, in event time, so that a late one finds its place.

    `base` is what the readings up to `folded` came to; up to `over`, people have ended all.
    """

    readings: tuple[Reading, ...] = ()
    base: Hazard | None = None
    folded: AwareDatetime | None = None
    over: AwareDatetime | None = None


class Trouble(Noun):
    """What is wrong with an asset: the hazards told and not settled, by measure."""

    asset_id: str
    community: Place
    kind: Kind
    grid: str | None = None
    building: str | None = None
    zone: str | None = None
    lat: float | None = None
    lon: float | None = None
    hazards: dict[str, Hazard] = {}


class Condition(Trouble):
    """The same with the readings it is known by; sensors, inspectors and closures change it."""

    tracks: dict[str, Track] = {}


class Inspection(Noun):
    """What an inspector measured by hand, and what was wrong with the asset after it."""

    id: str
    asset_id: str
    community: Place
    by: str
    sample: Sample
    hazards: dict[str, Hazard]
