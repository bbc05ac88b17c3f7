"""What the routes of readings answer; and as a table."""

from collections.abc import Iterable

from pydantic import AwareDatetime, BaseModel

from linli import spreadsheet
from linli.packs.history import Reading
from linli.packs.paging import Told

from .model import Look

CSV = "text/csv"
HEAD = tuple(Reading.model_fields)


class Readings(BaseModel):
    """`next` is what to ask for `after`; a page ends where a step does."""

    items: list[Reading]
    next: str | None


class Latest(BaseModel):
    """The newest that was measured, by event time; nothing, of a device that never spoke."""

    at: AwareDatetime | None = None
    measures: dict[str, float] = {}


class Looks(BaseModel):
    items: list[Look]
    next: str | None
    names: dict[str, str]  # of staff, by their ids


def readings(told: Told) -> Readings:
    return Readings(items=told.items, next=told.next.isoformat() if told.next else None)


def table(items: Iterable[Reading]) -> str:
    """Each cell is a number or a time: no text that a spreadsheet would compute."""
    return spreadsheet.written(HEAD, (one.model_dump(mode="json").values() for one in items))
