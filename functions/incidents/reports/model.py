"""Duties to report an incident, the reports made, and the rules from which duties arise."""

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
    """That somebody was informed; the report is the row with this `seq`."""

    at: AwareDatetime
    by: str
    seq: int


class Duty(Noun):
    """`by` must inform `to` by `deadline`. It remains if the incident is downgraded later, and a
    late report stays late.
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
    """An immutable record of a report. `said_at` is when it was made, `at` when it was recorded:
    Linli itself sends nothing to an authority.
    """

    incident: str
    seq: int  # that of its fact
    duty: DutyId
    kind: Literal["first", "supplement"]
    to: To
    channel: Channel
    text: str
    by: str
    said_at: AwareDatetime
    at: AwareDatetime
    late: bool
