"""What a person may be, and where: the nouns of memberships. Pure; linli.members reads them."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from linli.model import Noun
from linli.places import Place, within

Role = Literal[
    "resident",
    "guardian",
    "volunteer",
    "grid_worker",
    "community_worker",
    "property_manager",
    "official",
    "election_committee",
    "merchant",
    "auditor",
    "city_operator",
    "provincial_analyst",
]


class Membership(BaseModel):
    """A role in a place and in all that lies in it, from `since` until `until`."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    role: Role
    place: Place
    since: AwareDatetime
    until: AwareDatetime | None = None

    def covers(self, place: str, now: datetime) -> bool:
        inside = within(place, self.place)
        return inside and self.since <= now and (self.until is None or now < self.until)


class Actor(Noun):
    id: str
    name: str = ""
    memberships: tuple[Membership, ...] = ()
