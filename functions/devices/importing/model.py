"""An import, its rows, and its errors."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from functions.devices.register.model import Card
from linli.model import Fact, Noun
from linli.places import Community

PAGE, MOST = 50, 10_000  # rows per page, and per file
SHOWN = 200  # errors stored
PEOPLE = 500  # people per file: each must be looked up


class Problem(Fact):
    """`row` counts from the header's 1; without a `column`, the row as a whole is wrong."""

    row: int
    column: str | None = None
    code: str


class Row(Fact):
    number: int
    card: Card


class Rows(Noun):
    """A page of rows to register."""

    rows: tuple[Row, ...]


class ImportShown(Noun):
    """`wrong`: nothing was or will be registered. `applied` rows were registered, or matched a
    registered device; `failed` ones could no longer be.
    """

    id: str
    community: Community
    stage: Literal["wrong", "applying", "done"]
    rows: int
    applied: int = 0
    failed: int = 0
    wrong: int = 0
    problems: Annotated[tuple[Problem, ...], Field(max_length=SHOWN)] = ()
    by: str
    at: AwareDatetime


class Import(ImportShown):
    pages: str = ""  # key of its rows
    next: int = 0  # index of the next page

    @property
    def due(self) -> datetime | None:
        """At each sweep, until all is done."""
        return self.at if self.stage == "applying" else None

    def shown(self) -> ImportShown:
        return ImportShown.model_validate(self.model_dump())
