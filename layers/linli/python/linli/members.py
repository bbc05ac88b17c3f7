"""Who is what, and where: memberships as the accounts feature keeps them.

Every feature may read one actor's memberships from the accounts table and nothing else of it; a
token carries `sub` only, so that an ended membership ends everywhere within CACHED seconds.
"""

import time
from datetime import datetime

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from linli import clock, names
from linli.city import city
from linli.roles import Actor, Membership

CACHED = 30  # seconds


class Accounts(Model):
    """The accounts table as other features may see it."""

    class Meta:
        table_name = names.resource(city().name, "accounts")
        region = city().region

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute()


_known: dict[str, tuple[float, tuple[Membership, ...]]] = {}


def memberships(sub: str) -> tuple[Membership, ...]:
    """Those in force or not, as they were at most CACHED seconds ago."""
    fresh = time.monotonic()
    if sub not in _known or _known[sub][0] < fresh:
        if len(_known) > 1_000:
            _known.clear()
        _known[sub] = fresh + CACHED, _read(sub)
    return _known[sub][1]


def covering(sub: str, place: str) -> tuple[Membership, ...]:
    now = clock.now(place)
    return tuple(m for m in memberships(sub) if m.covers(place, now))


def forget() -> None:
    """Read all anew: what was just granted or ended here counts at once."""
    _known.clear()


def founding(sub: str) -> tuple[Membership, ...]:
    """What the city's file makes of somebody of whom the accounts say nothing; else they hold."""
    if sub not in city().operators:
        return ()
    since = datetime.fromisoformat("2026-01-01T00:00:00+08:00")
    return (Membership(role="city_operator", place=city().code, since=since),)


def _read(sub: str) -> tuple[Membership, ...]:
    try:
        body = Accounts.get(f"actor#{sub}", "memberships").body
    except Accounts.DoesNotExist:
        return founding(sub)
    return Actor.model_validate_json(body).memberships
