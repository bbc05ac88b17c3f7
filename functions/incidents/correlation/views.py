"""What people say of incidents that belong together, and what they are shown."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from events.facilities import Priority
from functions.incidents.model import Entry, Sensor, Words
from linli.model import Fact

IncidentId = Annotated[str, Field(pattern=r"^[0-9a-f]{26}$")]
HazardId = Annotated[str, Field(min_length=1, max_length=64)]
MOST = 100  # of one request


class Parting(Fact):
    """`hazard_id` that leads an incident which was joined brings all of that back."""

    hazard_id: HazardId
    reason: Words


class Joining(Fact):
    incident: IncidentId  # it ends, and points to the one that goes on
    reason: Words


class Item(Fact):
    incident: IncidentId
    level: Annotated[int, Field(ge=1)]  # of the dispatch that it answers


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
    """A hazard that an incident is about. `incident` holds it: another where that was joined;
    `rule` is the row that joined it, None where it leads.
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
