"""Limits, hazards, and the condition of an asset."""

from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, Field, FiniteFloat, PositiveFloat

from events.facilities import Priority, Raises
from functions.facilities.model import Kind
from linli import numbers
from linli.alarms.followed import Followed
from linli.dated import Dated
from linli.messages import Sample
from linli.model import Fact, Noun
from linli.places import Place
from linli.points import Point


class Limit(Dated):
    """A row of rules/limits.yaml: the permitted range of a measure, its source, and the
    consequence.
    """

    id: str
    kind: Kind
    measure: str
    compare: Literal["ge", "gt", "le", "lt", "eq"]
    value: FiniteFloat
    unit: str
    level: Annotated[int, Field(ge=1, le=3)]  # severity among the limits of one measure
    raises: Raises
    priority: Priority
    category: str  # category of event: A4.3 is a manhole cover
    within_hours: PositiveFloat | None = None  # time limit for attending to it
    approval: bool = False  # deliberate violation requires an approved window
    article: str
    mark: str  # how well the source is verified


class State(Limit):
    """A row of rules/states.yaml: a state that is a hazard in itself, without a threshold."""

    compare: Literal["ge", "gt", "le", "lt", "eq"] = "ge"
    value: FiniteFloat = 1
    unit: str = ""
    level: Annotated[int, Field(ge=1, le=3)] = 2


class LiftCode(Dated):
    """A row of rules/lift_codes.yaml: the meaning of a lift's code, and the consequence."""

    id: str
    code: Annotated[int, Field(ge=0, le=99)]
    level: Annotated[int, Field(ge=1, le=3)] = 1
    raises: Raises | None = None
    priority: Priority | None = None
    category: str = "A4.2"
    within_hours: PositiveFloat | None = None
    article: str
    mark: str

    def limit(self) -> Limit | None:
        """The limit on the measure `fault_code`; None if the code is not a fault."""
        if self.raises is None:
            return None
        said = self.model_dump(exclude={"code"})
        value = {"compare": "eq", "value": self.code, "unit": "", "measure": "fault_code"}
        return Limit.model_validate({**said, **value, "kind": Kind.ELEVATOR})


class Number(numbers.Number):
    """A row of rules/sensing.yaml: a parameter for interpreting measures."""

    value: FiniteFloat


class Sensed(Point):
    """A sample and its origin: `by_hand` by an inspector; `drill`: abnormal because of a registered
    test.
    """

    by_hand: bool = False
    drill: bool = False


class Hazard(Fact, extra="ignore"):
    """A violation of the rules by one measure of an asset, from its first sample on.

    `value` is the first one that violated the worst limit. `cleared_at` is when it was within all
    limits again, None while it is not. `episode` counts how often it was reported as returned.
    `alarm` is that of its rule; the hazard keeps the id under which it was published.
    """

    id: str
    alarm: str = ""
    measure: str
    since: AwareDatetime
    value: float
    cleared_at: AwareDatetime | None = None
    episode: int = 0
    by_hand: bool = False
    drill: bool = False
    limit_id: str
    level: int
    raises: Raises
    priority: Priority
    category: str
    within_hours: float | None = None
    article: str


class Reading(NamedTuple):
    at: AwareDatetime
    value: float


class Trouble(Noun):
    """The open hazards of an asset, by measure.

    `point` is the address of an unregistered part of a panel, whose hazards are shown at the panel.
    """

    asset_id: str
    point: str = ""
    community: Place
    kind: Kind
    grid: str | None = None
    address: str | None = None
    building: str | None = None
    zone: str | None = None
    lat: float | None = None
    lon: float | None = None
    hazards: dict[str, Hazard] = {}


class Condition(Trouble):
    """The hazards with the state of their alarms; changed by sensors, inspectors and closings.
    `said` are the latest samples that are in no pack: of a run of equal ones, the first and the
    last.
    """

    following: dict[str, Followed] = {}
    said: tuple[Sensed, ...] = ()


class Inspection(Noun):
    """A measurement by hand, and the asset's hazards after it."""

    id: str
    asset_id: str
    community: Place
    by: str
    sample: Sample
    hazards: dict[str, Hazard]
