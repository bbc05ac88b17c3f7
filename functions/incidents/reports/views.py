"""Requests and responses for reports."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from linli.model import Fact

from .model import Deadline, Duty, DutyId, Report


class Reporting(Fact):
    """A report that was made; Linli itself sends nothing. `said_at` defaults to now. `incident`
    names a joined incident if the duty is that one's.
    """

    duty: DutyId
    incident: Annotated[str, Field(pattern=r"^[0-9a-zA-Z]{26}$")] | None = None
    kind: Literal["first", "supplement"]
    channel: Literal["phone", "written", "network"]
    text: Annotated[str, Field(min_length=2, max_length=4000)]
    said_at: AwareDatetime | None = None


class Reports(Fact):
    """Duties, open ones first, and all reports: of this incident and of those joined to it, each
    with the incident it belongs to.
    """

    drill: bool
    duties: list[Duty]
    reports: list[Report]


class DeadlineRule(Deadline):
    verified: bool


class Deadlines(Fact):
    items: list[DeadlineRule]
