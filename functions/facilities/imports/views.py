"""Requests and responses of imports, and the table of results."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from functions.facilities.assets.views import Page
from functions.facilities.model import Line
from linli import spreadsheet
from linli.model import Fact
from linli.places import Community
from linli.rows import rows
from linli.texts import say

from .model import LETTERS, Column, Done, Import, Outcome, Problem, Row, Rows, Shown, Verdict

COLUMNS = {one.id: one for one in rows("facilities", "columns", Column)}
HEAD = ("row", "id", "name", "outcome", "column", "code", "zh", "en")
UploadId = Annotated[str, Field(pattern=r"^[0-9a-f]{26}$")]
Which = Literal["new", "different", "same", "wrong", "duplicate", "errors", "failed"]


class Upload(Fact):
    """The community that a file of assets is for."""

    community: Community


class Start(Fact):
    community: Community
    upload: UploadId


class Application(Fact):
    """`skip_errors`: apply valid rows even if others have errors. `reason` is required by rows that
    move an inspection date.
    """

    skip_errors: bool = False
    reason: Line | None = None


class Wrong(BaseModel):
    row: int
    column: str | None
    code: str
    zh: str
    en: str


class Seen(BaseModel):
    """A row of the file, what it would change, and its outcome."""

    row: int
    id: str
    name: str
    verdict: Verdict
    outcome: Outcome | None
    changes: tuple[str, ...]
    problems: list[Wrong]


class SeenRows(Page):
    items: list[Seen]


class Imports(Page):
    items: list[Shown]


class Detail(Shown):
    """`percent` of the rows have been read or applied; `zh` and `en` explain a failure. For a day
    the uploaded file can be used for another import.
    """

    upload: str
    percent: int
    zh: str | None
    en: str | None


def detail(job: Import) -> Detail:
    done = job.rows - job.counts.waiting if job.applied_at else job.read
    words = {language: say("facilities", job.why, language) for language in ("zh", "en") if job.why}
    return Detail(
        **job.shown().model_dump(),
        upload=job.upload,
        percent=100 * done // job.rows if job.rows else 0,
        zh=words.get("zh"),
        en=words.get("en"),
    )


def seen(page: Rows, done: Done | None) -> list[Seen]:
    return [_seen(place, row, done) for place, row in enumerate(page.rows)]


def fits(one: Seen, which: Which | None) -> bool:
    if which == "errors":
        return one.verdict in ("wrong", "duplicate")
    return which in (None, one.verdict) or (which == "failed" and one.outcome == "failed")


def table(pages: Iterable[Rows], done: Mapping[int, Done]) -> str:
    lines = (
        line for page in pages for one in seen(page, done.get(page.number)) for line in _lines(one)
    )
    return spreadsheet.written(HEAD, lines)


def _seen(place: int, row: Row, done: Done | None) -> Seen:
    later = done.why.get(row.number) if done else None
    problems = [*row.problems, *([later] if later else [])]
    return Seen(
        row=row.number,
        id=row.id,
        name=row.name,
        verdict=row.verdict,
        outcome=LETTERS[done.outcomes[place]] if done else None,
        changes=row.changes,
        problems=[_wrong(row.number, one) for one in problems],
    )


def _wrong(row: int, problem: Problem) -> Wrong:
    other = problem.other or 0
    zh, en = (say("facilities", problem.code, lang, other=other) for lang in ("zh", "en"))
    return Wrong(row=row, column=problem.column or None, code=problem.code, zh=zh, en=en)


def _lines(one: Seen) -> Iterator[tuple[object, ...]]:
    """One line per problem of the row."""
    about = one.row, one.id, one.name, one.outcome or one.verdict
    for problem in one.problems:
        column = COLUMNS.get(problem.column or "")
        named = f"{column.zh[0]} {column.en[0]}" if column else ""
        yield (*about, named, problem.code, problem.zh, problem.en)
    if not one.problems:
        yield (*about, "", "", "", "")
