"""What people are shown and send of drafts and hand-over sheets."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from functions.incidents.model import Words
from functions.incidents.reports.model import DutyId, To
from functions.incidents.statutory import Figures, Grade, Graded
from linli.model import Fact
from linli.places import Place

Service = Literal["119", "120"]


class Draft(Fact):
    """A text to be read, mended and sent by a person."""

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
    access: str


class Contact(Fact):
    """Somebody who works on it, by his post where a roster says so, and how he is reached."""

    post: str
    person: str
    name: str = ""
    phone: str | None = None


class Known(Fact):
    at: AwareDatetime
    zh: str


class Sheet(Fact):
    """What is known at `as_of`, for who comes to help; `zh` is all of it, to be printed or read
    out. That of a drill says so first, and can never be taken for a real one. `version`
    is of what it says, whenever it is asked for.
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
    """`confirms` is the version of the sheet that a person read before it left his hand; what is
    said by telephone waits for nobody.
    """

    to: Service
    channel: Literal["phone", "in-person", "written"]
    note: Words
    said_at: AwareDatetime | None = None
    confirms: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
