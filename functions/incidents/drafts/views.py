"""Requests and responses for drafts and handover sheets."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from functions.incidents.model import Words
from functions.incidents.reports.model import DutyId, To
from functions.incidents.statutory import Figures, Grade, Graded
from linli.model import Fact
from linli.places import Place

Service = Literal["119", "120", "110"]


class Draft(Fact):
    """A text for a person to read, correct and send."""

    duty: DutyId
    to: To
    deadline: AwareDatetime
    as_of: AwareDatetime
    zh: str


class Where(Fact):
    community: Place
    grid: Place | None
    subject: str
    address: str
    building: str | None
    lat: float | None
    lon: float | None
    access: str


class Contact(Fact):
    """A person working on it, by post where a roster has one, and how to reach them."""

    post: str
    person: str
    name: str = ""
    phone: str | None = None


class Known(Fact):
    at: AwareDatetime
    zh: str


class Sheet(Fact):
    """What is known at `as_of`, for those who come to help; `zh` is the whole text, to print or
    read out. That of a drill begins by saying so. `version` identifies the content, whenever it is
    requested: the minutes that people have been trapped do not change it.
    """

    incident: str
    number: str | None
    drill: bool
    as_of: AwareDatetime
    to: Service
    where: Where
    category: str
    grade: Grade | None
    grading: Graded | None
    figures: Figures
    contacts: list[Contact]
    known: list[Known]
    records: int
    zh: str
    version: str


class HandingOver(Fact):
    """`confirms` is the version of the sheet that a person read before handing it over; a handover
    by phone needs none.
    """

    to: Service
    channel: Literal["phone", "in-person", "written"]
    note: Words
    said_at: AwareDatetime | None = None
    confirms: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
