"""The ledger of hazards: entries, their facts, and its rules.

Every finding by a sensor, patrol or report is an entry of its own. If two are the same hazard, one
is joined to the other; as neither is modified, they can be parted again.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, SerializeAsAny, model_validator

from events import Event
from events.facilities import FoundBy, Priority, Raises, Severity
from functions.facilities.model import AssetId, Kind, Line
from functions.facilities.photos.model import Proof
from linli import numbers
from linli.dated import Dated
from linli.geo import Spot
from linli.model import Fact, Noun
from linli.places import Community, Grid, Place
from linli.request import Done

State = Literal["open", "assigned", "repaired", "verified", "closed", "rejected"]
FactKind = Literal[
    "found",
    "joined",
    "parted",
    "gained",  # another was joined to it
    "lost",  # and parted again
    "assigned",
    "repaired",
    "returned",
    "verified",
    "closed",
    "rejected",
    "overdue",
    "worse",
    "normal",
    "inspected",
    "incident",
    "incident-handled",
    "incident-reopened",
]
HazardId = Annotated[str, Field(pattern=r"^[0-9a-f]{26}$")]
CategoryId = Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,39}$")]
Short = Annotated[str, Field(min_length=1, max_length=20)]
Words = Annotated[str, Field(min_length=2, max_length=1000)]
WORST: tuple[Severity, ...] = ("critical", "major", "general")


class Number(numbers.Number):
    """A row of rules/due.yaml; some have one row per severity."""

    unit: Literal["h", "d", "m", "count"]
    severity: Severity | None = None
    stop_use: bool = False  # the asset may not be used meanwhile


class Category(Dated):
    """A row of rules/categories.yaml: a category of hazard and its consequences.

    `code` is the kind of event, `measures` are those by which sensors find it.
    """

    id: CategoryId
    code: str
    kinds: tuple[Kind, ...] = ()
    measures: tuple[str, ...] = ()
    severity: Severity
    raises: Raises
    priority: Priority
    reported: bool = True  # may be chosen in reports
    article: str
    mark: str


class Where(Fact):
    """A location: a place in a building, a point, or a scanned asset."""

    asset_id: AssetId | None = None
    point: Spot | None = None
    address: Line | None = None
    building: Line | None = None
    floor: Short | None = None
    unit: Short | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> "Where":
        if not (self.asset_id or self.point or self.address or self.building):
            raise ValueError("a place is needed")
        return self


class LedgerFact(Noun):
    """An immutable fact of an entry's history; `id` (ULID) orders the feed.

    `by` is None if no person acted, or if a resident did.
    """

    id: str = ""
    seq: int
    hazard_id: str
    community: Place
    kind: FactKind
    state: State
    at: AwareDatetime
    happened_at: AwareDatetime | None = None
    by: str | None = None
    assignee: str | None = None
    other: str | None = None  # the entry it was joined to, or parted from
    note: str = ""
    photos: tuple[Proof, ...] = ()


class News(Fact):
    """The consequences of a change; written together with it or not at all."""

    facts: tuple[LedgerFact, ...]
    events: tuple[SerializeAsAny[Event], ...] = ()


class ShownEntry(Noun):
    """The entry as staff see it. `deadline` is when its present state is overdue; `cost` is in 分.

    `normal` is the last state by its sensor or inspector. If `led_by` an incident, it is shown here
    but handled there. `recurrence` counts returns soon after closing. `approver` has permitted the
    state until `approved_until`; after that it is overdue.
    """

    id: HazardId
    community: Place
    number: str
    found_by: FoundBy
    category: str
    code: str
    kind: Kind | None = None
    where: Where
    grid: Grid | None = None
    severity: Severity
    state: State = "open"
    found_at: AwareDatetime
    listed_at: AwareDatetime
    deadline: AwareDatetime | None = None
    overdue: bool = False
    stop_use: bool = False
    stopped: bool = False
    approver: str | None = None
    approved_until: AwareDatetime | None = None
    recurrence: int = 0
    led_by: Literal["ledger", "incident"] = "ledger"
    incident_id: str | None = None
    normal: bool = False
    assignee: str | None = None
    assigned_by: str | None = None
    repairer: str | None = None
    verifier: str | None = None
    cost: int | None = None
    joined_to: str | None = None
    members: tuple[str, ...] = ()
    closed_at: AwareDatetime | None = None


class LedgerEntry(ShownEntry):
    """`own` is its severity without joined entries, and so are `own_deadline` and `own_stop_use`,
    which are known while there are any; `since` is the beginning of the present round of work.

    `look_at` is when the sweeper checks it. `heard` is the newest event of its sensor: the
    condition's version, and the rank of the event within it. `followed` is the time of the newest
    end or reopening of its incident (a time, as events of joined hazards count other versions).
    `acts` are people's acts by the mark of their request.
    """

    own: Severity
    own_deadline: AwareDatetime | None = None
    own_stop_use: bool = False
    raises: Raises
    priority: Priority
    article: str
    within_hours: float | None = None  # for its repair, by the limit that was violated
    since: AwareDatetime
    joined_at: AwareDatetime | None = None
    look_at: AwareDatetime | None = None
    heard: tuple[int, int] = (0, 0)
    followed: AwareDatetime | None = None
    episode: int = 0
    facts: int = 0
    acts: dict[str, Done] = {}
    news: News | None = Field(default=None, exclude=True)

    def shown(self) -> ShownEntry:
        return ShownEntry.model_validate(self.model_dump())

    @property
    def is_open(self) -> bool:
        return self.state not in ("closed", "rejected")


class Source(Noun):
    """The finder's own statement; it stays unchanged wherever the entry is joined.

    A resident's identity is in the report only. Once the hazard is over, both have a `kept_until`.
    """

    id: HazardId
    community: Place
    found_by: FoundBy
    category: str
    where: Where
    at: AwareDatetime
    words: str = ""
    photos: tuple[Proof, ...] = ()
    by: str | None = None  # a worker or a device
    kept_until: AwareDatetime | None = None


class Report(Noun):
    """The reporter, and what was promised; shown to nobody else."""

    id: HazardId
    community: Community
    number: str
    person: str
    category: str
    at: AwareDatetime
    promised_at: AwareDatetime | None = None
    kept_until: AwareDatetime | None = None


class Last(Noun):
    """The latest entry of an asset and category."""

    asset_id: str
    category: str
    hazard_id: str
