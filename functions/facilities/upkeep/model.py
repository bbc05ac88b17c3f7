"""Duties of upkeep: the rows they follow from, how each stands, and what was done."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from events.facilities import Severity, Upkept
from functions.facilities.model import AssetId, Kind, Line
from functions.facilities.photos.model import Photos, Proof
from linli.dated import Dated
from linli.model import Fact, Noun
from linli.places import Community, Grid

Stage = Literal["planned", "due-soon", "overdue"]
Result = Literal["qualified", "unqualified"]
RowId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{1,39}$")]


class Span(Fact):
    """Days, or months as the calendar counts them."""

    days: Annotated[int, Field(gt=0)] | None = None
    months: Annotated[int, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.days is None) is (self.months is None):
            raise ValueError("either days or months")
        return self


class Row(Dated):
    """A row of rules/upkeep.yaml. Without `every` the asset's own `inspection_due` says when; what
    counts for the row `or_by` counts for this one, too.
    """

    id: RowId
    kind: Kind
    what: Upkept
    every: Span | None = None
    or_by: RowId | None = None
    warn_before: Span
    remind: bool = False
    severity: Severity
    article: str
    mark: str


class Upkeep(Noun):
    """One duty of one asset. `due` is the last day on which it is in time, None if nobody knows.

    `begun` is from when the first one counts; `idle`: nothing is asked of it, as the asset is not
    in use, or the row not in force. `look_at` is when the sweeper looks; `raised` counts how often
    it has been overdue. `owed`: an inspection that was late or not passed, until one is passed;
    `failed`: not passed. `waiting` is the record that counts once another person has confirmed it,
    `asked` whether somebody was asked to.
    """

    id: str
    asset_id: AssetId
    community: Community
    kind: Kind
    grid: Grid | None = None
    row: RowId
    what: Upkept
    begun: date
    last_done: date | None = None
    last_at: AwareDatetime | None = None  # the moment of that
    done_by: str | None = None  # the firm
    due: date | None = None
    idle: bool = False
    reminded: bool = False
    overdue: bool = False
    hazard_id: str | None = None  # of the ledger, while it is overdue
    raised: int = 0
    owed: bool = False
    failed: bool = False
    waiting: str | None = None
    waiting_since: AwareDatetime | None = None
    asked: bool = False
    look_at: AwareDatetime | None = None


class Maintenance(Fact):
    """That a duty was done, by which firm or body, and the number of its report. Of an inspection
    also its result and, if it is qualified, by when the next one is due.
    """

    row: RowId
    done_at: AwareDatetime
    by: Line
    report: Line | None = None
    result: Result | None = None
    note: Annotated[str, Field(max_length=500)] = ""
    photos: Photos = ()
    next_due: date | None = None


class Confirmation(Fact):
    """That another person has seen the report, or the thing itself."""

    note: Annotated[str, Field(max_length=500)] = ""


class Record(Noun):
    """What was done, and who entered it. One that `waits` counts once another has confirmed it; for
    the rest it is never changed.
    """

    id: str
    asset_id: AssetId
    community: Community
    row: RowId
    what: Upkept
    done_at: AwareDatetime
    by: str
    report: str | None = None
    result: Result | None = None
    note: str = ""
    photos: tuple[Proof, ...] = ()
    next_due: date | None = None
    entered_by: str
    entered_at: AwareDatetime
    waits: bool = False
    confirmed_by: str | None = None
    confirmed_at: AwareDatetime | None = None
    confirmed_note: str = ""
