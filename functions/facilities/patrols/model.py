"""Plans of patrols, patrols, and the checks at each asset."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from events.facilities import Severity
from functions.facilities.ledger.model import CategoryId
from functions.facilities.model import AssetId, Kind
from functions.facilities.photos.model import Proof
from linli.dated import Dated
from linli.geo import Spot
from linli.messages import Measure
from linli.model import Fact, Noun
from linli.places import Community, Grid, Place

Result = Literal["ok", "not_ok", "na"]
ItemId = Annotated[str, Field(pattern=r"^[a-z][a-z-]{1,39}$")]
RowId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{1,39}$")]
PlanId = Annotated[str, Field(pattern=r"^[0-9a-f]{26}$")]
Title = Annotated[str, Field(min_length=1, max_length=60)]
Person = Annotated[str, Field(min_length=1, max_length=128)]
Answers = Annotated[dict[ItemId, Result], Field(min_length=1, max_length=20)]
Readings = Annotated[dict[Measure, float], Field(max_length=8)]


class Item(Fact):
    """A question of a check; a negative answer is a hazard of that category."""

    id: ItemId
    category: CategoryId
    severity: Severity


class Row(Dated):
    """A row of rules/patrols.yaml: how often assets of a kind are checked, and for what."""

    id: RowId
    kind: Kind
    value: Annotated[int, Field(gt=0)]
    unit: Literal["d", "month"]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    article: str
    mark: str


class Walk(Fact):
    """The content of a plan: a person, by default the grid worker, walks the route in this order,
    as often as the rule requires.
    """

    title: Title
    row: RowId
    route: Annotated[tuple[AssetId, ...], Field(min_length=1, max_length=100)]
    person: Person | None = None
    grid: Grid | None = None


class NewPlan(Walk):
    community: Community


class PlanRevision(Walk):
    """An `ended` plan is not due any more, for good."""

    ended: bool = False


class Plan(Noun):
    """`deadline` is when the next patrol is overdue; `look_at` when the sweeper checks."""

    id: PlanId
    community: Place
    title: Title
    row: RowId
    route: tuple[AssetId, ...]
    person: str | None = None
    grid: Grid | None = None
    made_by: str
    deadline: AwareDatetime
    overdue: bool = False
    walked_at: AwareDatetime | None = None  # when the latest whole patrol ended
    ended: bool = False


class Former(Walk):
    """What a plan was `until` its revision, the last time at this version."""

    version: int
    until: AwareDatetime


class KeptPlan(Plan):
    """`former` is what it was in the last week, oldest first."""

    look_at: AwareDatetime | None = None
    former: tuple[Former, ...] = ()

    def shown(self) -> Plan:
        return Plan.model_validate(self.model_dump())


class Patrol(Noun):
    """One patrol of a plan's route by one person. `checked` maps assets to their check."""

    id: PlanId
    community: Place
    grid: Grid | None = None
    plan_id: PlanId
    title: Title
    row: RowId
    route: tuple[AssetId, ...]
    by: str
    state: Literal["walking", "ended"] = "walking"
    begun_at: AwareDatetime
    received_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    checked: dict[AssetId, str] = {}
    found: int = 0  # hazards

    @property
    def is_whole(self) -> bool:
        return set(self.route) <= set(self.checked)


class Check(Noun):
    """What was seen at one asset. `captured_at` is the time there, `received_at` of arrival here.
    `late`: it arrived after the patrol's end; it counts nonetheless.
    """

    id: PlanId
    patrol_id: PlanId
    community: Place
    asset_id: AssetId
    answers: dict[ItemId, Result]
    note: str = ""
    photos: tuple[Proof, ...] = ()
    readings: dict[Measure, float] = {}
    by: str
    captured_at: AwareDatetime
    received_at: AwareDatetime
    late: bool = False
    hazard_id: str | None = None  # what was found


class Point(Spot):
    at: AwareDatetime


class Points(Noun):
    """Positions during a patrol, in order of arrival; they expire after some days."""

    id: PlanId
    patrol_id: PlanId
    community: Place
    points: tuple[Point, ...]
    until: AwareDatetime  # real time, like the table's TTL
