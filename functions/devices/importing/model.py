"""An import, its rows, and what is wrong with some."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from functions.devices.register.model import Card
from linli.model import Fact, Noun
from linli.places import Community

PAGE, MOST = 50, 10_000  # rows in a row of the table, and in a file
SHOWN = 200  # problems that are kept
PEOPLE = 500  # whose devices are in a file: each is looked for


class Problem(Fact):
    """`row` counts from 1, which is the head; without a `column` the row as a whole is wrong."""

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
    """`wrong`: nothing was registered and nothing will be. `applied` rows were registered or stood
    already as the file says; `failed` could not be any more when their turn came.
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
    pages: str = ""  # where its rows rest
    next: int = 0  # page

    @property
    def due(self) -> datetime | None:
        """At each sweep, until all is done."""
        return self.at if self.stage == "applying" else None

    def shown(self) -> ImportShown:
        return ImportShown.model_validate(self.model_dump())
