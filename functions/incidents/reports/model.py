"""Duties to tell somebody of an incident, what was told, and the rows by which they arise."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from functions.incidents.statutory import Grade
from linli.dated import Dated
from linli.model import Fact, Noun
from linli.places import Place

What = Literal["report", "supplement", "window", "warn", "escalate", "keep", "review"]
Channel = Literal["any", "phone", "written", "network"]
Moment = Literal["learned", "occurred"]
Infectious = Literal["a", "b", "c", "new", "unexplained", "outbreak"]
By = Literal["unit_head", "level_below", "clinic", "community", "who_reported", ""]
To = Literal[
    "town", "county_emergency", "county_sector", "city", "province", "state_council",
    "health_network", "disease_network", "who_was_told", "assignee", "operator", "",
]  # fmt: skip
DutyId = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9-]{1,40}(@[0-9]{6})?$")]


class Deadline(Dated):
    """A row of rules/deadlines.yaml."""

    id: str
    what: What
    by: By = ""
    to: To = ""
    channel: Channel = "any"
    after: str | None = None
    counts_from: Moment = "learned"
    categories: tuple[str, ...]
    grades: tuple[Grade, ...] = ()
    infectious: tuple[Infectious, ...] = ()
    value: Annotated[int, Field(ge=1, le=5_270_400)]
    unit: Literal["min"]
    article: str
    mark: str


class Told(Fact):
    """That somebody was told: the report is the row of this `seq`."""

    at: AwareDatetime
    by: str
    seq: int


class Duty(Noun):
    """`by` must tell `to` by `deadline`. It stays when the incident turns out to be less, and a
    report that was late stays late.
    """

    id: DutyId
    incident: str
    community: Place
    row: str
    by: By
    to: To
    channel: Channel
    after: str | None = None
    grade: Grade | None = None
    article: str
    verified: bool
    since: AwareDatetime
    deadline: AwareDatetime
    reported: Told | None = None
    late: bool = False


class Report(Noun):
    """What was told to whom, never changed. `said_at` is when, `at` when it was written down here:
    Linli sends nothing to an authority itself.
    """

    incident: str
    seq: int  # its fact of the timeline
    duty: DutyId
    kind: Literal["first", "supplement"]
    to: To
    channel: Channel
    text: str
    by: str
    said_at: AwareDatetime
    at: AwareDatetime
    late: bool
