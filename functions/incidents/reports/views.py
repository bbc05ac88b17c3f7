"""What people send of reports, and what they are shown."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from linli.model import Fact

from .model import Deadline, Duty, DutyId, Report


class Reporting(Fact):
    """What was told; Linli sends nothing itself. `said_at` is when, now unless it says so. The
    duty is that of `incident`, where one is named that was joined to this.
    """

    duty: DutyId
    incident: Annotated[str, Field(pattern=r"^[0-9a-zA-Z]{26}$")] | None = None
    kind: Literal["first", "supplement"]
    channel: Literal["phone", "written", "network"]
    text: Annotated[str, Field(min_length=2, max_length=4000)]
    said_at: AwareDatetime | None = None


class Reports(Fact):
    """Duties, those not done first, and all that was told: of it and of what is joined to it, each
    with whose it is.
    """

    drill: bool
    duties: list[Duty]
    reports: list[Report]


class DeadlineRule(Deadline):
    verified: bool


class Deadlines(Fact):
    items: list[DeadlineRule]
