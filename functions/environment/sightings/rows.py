"""The rows by which sightings are handled."""

from datetime import datetime, timedelta

from functions.environment.known import NUMBERS
from linli.rows import rows

from .model import Ask, Kind, Rule, Sighting
from .sensors.judging import Limit
from .wards.model import Ward

RULES = rows("environment", "sightings", Rule)
ASKS = sorted(rows("environment", "asking", Ask), key=lambda row: row.number)
LIMIT = Limit(
    of=int(NUMBERS["false-of"].value),
    least=int(NUMBERS["false-least"].value),
    percent=NUMBERS["false-limit"].value,
    article=NUMBERS["false-limit"].article,
)
CLIP_KEPT = timedelta(days=NUMBERS["clip-kept"].value)
WARD_LONGEST = timedelta(days=NUMBERS["ward-longest"].value)
SIGHTING_KEPT = timedelta(days=NUMBERS["sighting-kept"].value)
WARD_KEPT = timedelta(days=NUMBERS["ward-kept"].value)
LOOK_KEPT = timedelta(days=NUMBERS["look-kept"].value)


def rule(kind: Kind, at: datetime) -> Rule:
    """The one in force, or the first there ever was."""
    mine = [row for row in RULES if row.id == kind]
    return next((row for row in mine if row.in_force(at)), mine[0])


def sighting_until(sighting: Sighting) -> datetime | None:
    """When it is to be forgotten; None while somebody sees to it."""
    since = sighting.rests_since
    return since + SIGHTING_KEPT if since else None


def ward_until(ward: Ward) -> datetime | None:
    """When it is to be forgotten that he was one; None while he is."""
    return ward.ended_at + WARD_KEPT if ward.ended_at else None


def asks(at: datetime) -> list[Ask]:
    return [row for row in ASKS if row.in_force(at)]
