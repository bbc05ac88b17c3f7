"""The ledger of hazards: an entry for each, what was said of it, and the rows it is kept by.

What a sensor, a patrol or a report found is an entry of its own, always. Where two are the same
hazard one is joined to the other and can be parted again, as nothing of either was changed.
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
    """A row of rules/due.yaml; of some there is one for each severity."""

    unit: Literal["h", "d", "m", "count"]
    severity: Severity | None = None
    stop_use: bool = False  # nobody may use the thing meanwhile


class Category(Dated):
    """A row of rules/categories.yaml: what may be wrong, and what follows from saying so.

    `code` is that of the kind of event, `measures` those by which sensors find it.
    """

    id: CategoryId
    code: str
    kinds: tuple[Kind, ...] = ()
    measures: tuple[str, ...] = ()
    severity: Severity
    raises: Raises
    priority: Priority
    reported: bool = True  # people may choose it
    article: str
    mark: str


class Where(Fact):
    """A place in a building, or a point, or an asset whose code was scanned."""

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
    """One line of an entry's history, never changed; `id` (ULID) is its place in the feed.

    `by` is None where no person acted, and where a resident did.
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
    """What a change leaves behind, written together with it or not at all."""

    facts: tuple[LedgerFact, ...]
    events: tuple[SerializeAsAny[Event], ...] = ()


class ShownEntry(Noun):
    """A hazard as staff see it. `deadline` is when its present state is late; `cost` is in 分.

    `normal` is what its sensor says last, or who inspected it. `led_by` an incident it is shown
    here and worked on there. `recurrence` counts how often it came back soon after it was closed.
    `approver` has let it be so on purpose until `approved_until`; later it is late.
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
    """`own` is its severity without what is joined to it; `since` begins the present round of work.

    `look_at` is when the sweeper does. `heard` is the newest word of its sensor: the version of
    its condition, and the rank of the fact in it. `acts` are what people did, by their requests.
    """

    own: Severity
    raises: Raises
    priority: Priority
    article: str
    since: AwareDatetime
    joined_at: AwareDatetime | None = None
    look_at: AwareDatetime | None = None
    heard: tuple[int, int] = (0, 0)
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
    """What was said of a hazard by who found it, and stays so wherever its entry is joined.

    Who a resident is stands in his report alone.
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


class Report(Noun):
    """Whose report it is, and what he was promised; shown to nobody else."""

    id: HazardId
    community: Community
    number: str
    person: str
    category: str
    at: AwareDatetime
    promised_at: AwareDatetime | None = None


class Last(Noun):
    """The last entry of an asset by what is wrong with it."""

    asset_id: str
    category: str
    hazard_id: str
