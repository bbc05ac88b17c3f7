"""Views of wards for staff, with names."""

from pydantic import AwareDatetime

from functions.environment.sightings.views import WardSeen
from linli.model import Fact
from linli.places import Community, Grid

from .model import Ward


class WardListed(Fact):
    """A ward in a list: neither the address nor the agreement, which only the card shows."""

    person: str
    community: Community
    grid: Grid | None
    sensors: int
    since: AwareDatetime
    until: AwareDatetime


class Wards(Fact):
    items: list[WardListed]
    next: str | None
    names: dict[str, str]  # of the wards, by their ids


class WardCard(WardSeen):
    names: dict[str, str]  # of the ward, the guardian and staff, by their ids


def listed(ward: Ward) -> WardListed:
    known = ward.model_dump(include=set(WardListed.model_fields) - {"sensors"})
    return WardListed(**known, sensors=len(ward.sensors))
