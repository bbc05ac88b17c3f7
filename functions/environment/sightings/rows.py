"""The rules for handling sightings."""

from datetime import datetime

from functions.environment.known import NUMBERS
from linli.dated import unbroken
from linli.rows import rows

from .model import Ask, Kind, Rule, Sighting
from .sensors.judging import Limit
from .wards.model import Ward

RULES = unbroken(rows("environment", "sightings", Rule))
ASKS = sorted(rows("environment", "asking", Ask), key=lambda row: row.number)
OF, LEAST, FALSE = (NUMBERS[f"false-{name}"] for name in ("of", "least", "limit"))
CLIP_KEPT = NUMBERS["clip-kept"].span
WARD_LONGEST = NUMBERS["ward-longest"].span
SIGHTING_KEPT = NUMBERS["sighting-kept"].span
WARD_KEPT = NUMBERS["ward-kept"].span
LOOK_KEPT = NUMBERS["look-kept"].span


def rule(kind: Kind, at: datetime) -> Rule:
    return RULES[kind].at(at)


def limit(at: datetime) -> Limit:
    row = FALSE.at(at)
    return Limit(of=OF.count(at), least=LEAST.count(at), percent=row.value, article=row.article)


def sighting_until(sighting: Sighting) -> datetime | None:
    """Expiry of a sighting; None while it is being handled."""
    since = sighting.rests_since
    return since + SIGHTING_KEPT(since) if since else None


def ward_until(ward: Ward) -> datetime | None:
    """Expiry of a ward's record; None while monitoring lasts."""
    return ward.ended_at + WARD_KEPT(ward.ended_at) if ward.ended_at else None


def asks(at: datetime) -> list[Ask]:
    return [row for row in ASKS if row.in_force(at)]
