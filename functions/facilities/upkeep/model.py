"""Duties of upkeep: the rules behind them, their state, and records of work done."""

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
    """Days, or calendar months."""

    days: Annotated[int, Field(gt=0)] | None = None
    months: Annotated[int, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.days is None) is (self.months is None):
            raise ValueError("either days or months")
        return self


class Row(Dated):
    """A row of rules/upkeep.yaml. Without `every`, the asset's own `inspection_due` is the date;
    records for the rule `or_by` count for this one too.
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
    """One duty of one asset. `due` is the last day in time, None if unknown.

    `begun` is the start of the first period; `idle`: not required now, as the asset is not in use
    or the rule not in force. `look_at` is when the sweeper checks; `raised` counts how often it was
    overdue. `owed`: an inspection was late or failed and none has been passed since; `failed`: the
    last one failed. `waiting` is the record that counts once another person confirms it, `asked`:
    somebody was asked to.
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
    last_at: AwareDatetime | None = None  # the exact time
    done_by: str | None = None  # the firm
    due: date | None = None
    idle: bool = False
    reminded: bool = False
    overdue: bool = False
    hazard_id: str | None = None  # in the ledger, while it is overdue
    raised: int = 0
    owed: bool = False
    failed: bool = False
    waiting: str | None = None
    waiting_since: AwareDatetime | None = None
    asked: bool = False
    look_at: AwareDatetime | None = None


class Maintenance(Fact):
    """A record of work: firm or body, and number of its report; of an inspection also the result
    and, if passed, the next date.
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
    """Confirmation by another person who has seen the report or the asset."""

    note: Annotated[str, Field(max_length=500)] = ""


class Record(Noun):
    """A record and its author. If it `waits`, it counts once another person confirms it; otherwise
    it is immutable.
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
