"""An import: a table of assets, the preview, and the outcome of each row.

The rows read are stored in immutable pages; the outcomes of a page are a row of their own, written
in one transaction with the assets.
"""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from linli.model import Driven, Fact, Noun
from linli.places import Community

MOST, PAGE = 10_000, 32  # rows; of a page: three writes each, of a hundred in a transaction
FULL = 40_000  # bytes per page
CUT = 60  # characters of a row's id or name that are kept
Stage = Literal["reading", "checked", "applying", "applied", "cancelled", "failed", "expired"]
Verdict = Literal["new", "different", "same", "wrong", "duplicate"]
Outcome = Literal["created", "changed", "same", "skipped", "failed"]
LETTERS: dict[str, Outcome] = {
    "c": "created",
    "h": "changed",
    "s": "same",
    "k": "skipped",
    "f": "failed",
}


class Column(Fact, extra="ignore"):
    """A row of rules/columns.yaml."""

    id: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    needed: bool


class Preview(Fact):
    """The counts of the rows read; each is one of these."""

    new: int = 0
    different: int = 0
    same: int = 0
    wrong: int = 0
    duplicate: int = 0  # of the id of an earlier row

    @property
    def errors(self) -> int:
        return self.wrong + self.duplicate


class Counts(Fact):
    """The outcomes; with the pending ones they add up to all rows."""

    created: int = 0
    changed: int = 0
    same: int = 0
    skipped: int = 0
    failed: int = 0
    waiting: int = 0


class Problem(Fact):
    """An error in a row; `column` is one of our fields or None, `other` the row that it
    duplicates.
    """

    column: str = ""
    code: str
    other: int | None = None


class Row(Fact, extra="ignore"):
    """A parsed row of the file. `number` counts as a spreadsheet does, from the header's 1.
    `changes` are the fields that differ from the registered asset, whose version is `base`, None if
    there was none.
    """

    number: int
    id: str = ""
    name: str = ""
    verdict: Verdict
    base: int | None = None
    values: dict[str, Any] = {}
    changes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Rows(Noun):
    """A page of rows."""

    number: int
    rows: Annotated[tuple[Row, ...], Field(max_length=PAGE)]


class Done(Noun):
    """The outcome of each row of a page, one letter each, and the reasons of failures."""

    number: int
    outcomes: str
    why: dict[int, Problem] = {}


class Shown(Noun):
    """The public view. `rows` is the number in the file, `read` those processed; `why` and
    `why_row` are an error of the file as a whole; `ignored` are unknown columns.
    """

    id: str
    community: Community
    stage: Stage
    by: str
    created_at: AwareDatetime
    size: int  # bytes
    encoding: str | None = None
    delimiter: str | None = None
    ignored: tuple[str, ...] = ()
    rows: int = 0
    read: int = 0
    preview: Preview = Preview()
    counts: Counts = Counts()
    skip_errors: bool = False
    reason: str | None = None  # given when it was applied
    checked_at: AwareDatetime | None = None
    applied_by: str | None = None
    applied_at: AwareDatetime | None = None
    cancelled_by: str | None = None
    ended_at: AwareDatetime | None = None
    why: str | None = None
    why_row: int | None = None


class Import(Shown, Driven):
    """`upload` is the file's key, `sha256` of its bytes at the first reading. `pages` have been
    read, `passed` of them applied.
    """

    stage: Stage
    community: Community
    upload: str
    sha256: str | None = None
    pages: int = 0
    passed: int = 0

    def shown(self) -> Shown:
        """The public view, without the fields of the state machine."""
        return Shown.model_validate(self.model_dump())
