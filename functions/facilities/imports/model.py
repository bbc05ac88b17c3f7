"""An import: a table of assets, what was found in it, and what became of each row.

What was read of a file is kept in pages, each a row of its own that never changes; what became of
a page's rows is another, written in one transaction with the assets.
"""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from linli.model import Driven, Fact, Noun
from linli.places import Community

MOST, PAGE = 10_000, 32  # rows of an import; of a page: three writes each, of a hundred at once
FULL = 40_000  # bytes of a page
CUT = 60  # characters of what a row is called by
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
Text = Annotated[str, Field(max_length=CUT)]


class Column(Fact, extra="ignore"):
    """A row of rules/columns.yaml."""

    id: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    needed: bool


class Preview(Fact):
    """What was found in the rows that have been read; each is one of these."""

    new: int = 0
    different: int = 0
    same: int = 0
    wrong: int = 0
    duplicate: int = 0  # of an earlier row's id

    @property
    def errors(self) -> int:
        return self.wrong + self.duplicate


class Counts(Fact):
    """What became of the rows; with those that still wait they are all of them."""

    created: int = 0
    changed: int = 0
    same: int = 0
    skipped: int = 0
    failed: int = 0
    waiting: int = 0


class Problem(Fact):
    """What is wrong in a row; `column` is a field of ours, or none, `other` the row it repeats."""

    column: str = ""
    code: str
    other: int | None = None


class Row(Fact, extra="ignore"):
    """A row of the file as it was understood. `number` is that of a spreadsheet, whose first row is
    the header's; `id` and `name` as they stand there; `changes` are the fields in which what is
    known differs; `base` is the version of the asset that it was compared with, None if there was
    none.
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
    """A page of them."""

    number: int
    rows: Annotated[tuple[Row, ...], Field(max_length=PAGE)]


class Done(Noun):
    """What became of each row of a page, a letter each, and why some failed."""

    number: int
    outcomes: str
    why: dict[int, Problem] = {}


class Shown(Noun):
    """What people see of an import. `rows` are all in the file, `read` so many of them; `why` and
    `why_row` say what was wrong with the file as a whole; `ignored` are columns nobody knows.
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
    reason: str | None = None  # of who applied it
    checked_at: AwareDatetime | None = None
    applied_by: str | None = None
    applied_at: AwareDatetime | None = None
    cancelled_by: str | None = None
    ended_at: AwareDatetime | None = None
    why: str | None = None
    why_row: int | None = None


class Import(Shown, Driven):
    """`upload` is where the file was sent, `sha256` of its bytes when they were first read. So many
    `pages` were read, and so many of them `passed`.
    """

    stage: Stage
    community: Community
    upload: str
    sha256: str | None = None
    pages: int = 0
    passed: int = 0

    def shown(self) -> Shown:
        """Without what drives it."""
        return Shown.model_validate(self.model_dump())
