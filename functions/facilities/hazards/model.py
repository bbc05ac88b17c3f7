"""What readings and inspections say of an asset: limits, hazards, its condition."""

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
    """A row of rules/limits.yaml: what a measure must not do, who says so, and what it raises."""

    id: str
    kind: Kind
    measure: str
    compare: Literal["ge", "gt", "le", "lt", "eq"]
    value: FiniteFloat
    unit: str
    level: Annotated[int, Field(ge=1, le=3)]  # how bad, among the limits of one measure
    raises: Raises
    priority: Priority
    category: str  # the kind of event: A4.3 a manhole cover
    within_hours: PositiveFloat | None = None  # by when somebody must have seen to it
    approval: bool = False  # to be so on purpose takes a window: an approver, and an end
    article: str
    mark: str  # how well the source is known


class State(Limit):
    """A row of rules/states.yaml: what is wrong by being so at all, and not by how much."""

    compare: Literal["ge", "gt", "le", "lt", "eq"] = "ge"
    value: FiniteFloat = 1
    unit: str = ""
    level: Annotated[int, Field(ge=1, le=3)] = 2


class LiftCode(Dated):
    """A row of rules/lift_codes.yaml: what a lift says by that number, and what that raises."""

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
        """That of the measure `fault_code`; None if it is no fault."""
        if self.raises is None:
            return None
        said = self.model_dump(exclude={"code"})
        value = {"compare": "eq", "value": self.code, "unit": "", "measure": "fault_code"}
        return Limit.model_validate({**said, **value, "kind": Kind.ELEVATOR})


class Number(numbers.Number):
    """A row of rules/sensing.yaml: a number by which measures are read; a night may end at 0."""

    value: FiniteFloat


class Sensed(Point):
    """What was measured and how it came about: `by_hand` by an inspector, `drill` abnormal by a
    test that was registered.
    """

    by_hand: bool = False
    drill: bool = False


class Hazard(Fact, extra="ignore"):
    """Something wrong with an asset, by one measure, from the first sample that said so.

    `value` is what first passed the worst limit, `cleared_at` when it was inside all limits again:
    None while it is not. `episode` is how often it was told that it came back; `by_hand` if an
    inspector found it; `drill` if a test that was registered did. `alarm` is that of its rule: it
    keeps the id under which it was told.
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
    """What is wrong with an asset: the hazards told and not settled, by measure.

    `point` is the address of a part of a panel that nobody has registered: the panel speaks for it.
    """

    asset_id: str
    point: str = ""
    community: Place
    kind: Kind
    grid: str | None = None
    building: str | None = None
    zone: str | None = None
    lat: float | None = None
    lon: float | None = None
    hazards: dict[str, Hazard] = {}


class Condition(Trouble):
    """The same with what is known of its alarms; sensors, inspectors and closures change it. `said`
    is the last of what no pack holds: of a run that is alike the first and the last.
    """

    following: dict[str, Followed] = {}
    said: tuple[Sensed, ...] = ()


class Inspection(Noun):
    """What an inspector measured by hand, and what was wrong with the asset after it."""

    id: str
    asset_id: str
    community: Place
    by: str
    sample: Sample
    hazards: dict[str, Hazard]
