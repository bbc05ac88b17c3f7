"""Requests and responses for incidents that belong together."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from events.facilities import Priority
from functions.incidents.model import Entry, Sensor, Words
from linli.model import Fact

IncidentId = Annotated[str, Field(pattern=r"^[0-9a-f]{26}$")]
HazardId = Annotated[str, Field(min_length=1, max_length=64)]
MOST = 100  # per request


class Parting(Fact):
    """If `hazard_id` leads an incident that was joined, that whole incident is parted again."""

    hazard_id: HazardId
    reason: Words


class Joining(Fact):
    incident: IncidentId  # it ends, and refers to the one that goes on
    reason: Words


class Item(Fact):
    incident: IncidentId
    level: Annotated[int, Field(ge=1)]  # of the dispatch that is acknowledged


class Acknowledgements(Fact):
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=MOST)]
    reason: Words


class Outcome(Fact):
    """`taken`, or the code of the refusal."""

    incident: str
    outcome: str
    fact: Entry | None = None


class Outcomes(Fact):
    items: list[Outcome]


class HazardShown(Fact, extra="ignore"):
    """A hazard of an incident. `incident` is the one that holds it, which differs if that was
    joined; `rule` is the rule that joined it, None if it leads.
    """

    incident: str
    hazard_id: str
    subject: str
    kind: str
    measure: str
    value: float
    category: str
    article: str
    limit_id: str
    priority: Priority
    hazard_at: AwareDatetime
    sensor: Sensor
    rule: str | None
    joined_at: AwareDatetime | None


class Hazards(Fact):
    items: list[HazardShown]
    next: str | None
