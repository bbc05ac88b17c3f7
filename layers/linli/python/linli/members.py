"""Memberships of people and registered apps, as the accounts feature stores them.

Every API may read an actor's row and an app's row of the accounts table, and nothing else of it. A
token states only who calls and through which app; everything else is read here, so that whatever
ends takes effect everywhere within CACHED seconds.
"""

import time
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, TypeVar

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from linli import aws, clock, names
from linli.city import city
from linli.roles import Actor, App, Membership

CACHED = 30  # seconds


class Accounts(Model):
    """The accounts table, read only."""

    class Meta:
        table_name = names.resource(city().name, "accounts")
        region = city().region
        max_retry_attempts = aws.ATTEMPTS - 1

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute()


T = TypeVar("T")
_known: dict[str, tuple[float, Any]] = {}


def actor(sub: str) -> Actor:
    """All that is stored of a person, in force or not, at most CACHED seconds old."""
    return _cached(f"actor#{sub}", lambda: _actor(sub))


def app(client: str) -> App | None:
    """A registered app, revoked or not, at most CACHED seconds old."""
    return _cached(f"app#{client}", lambda: _app(client))


def memberships(sub: str) -> tuple[Membership, ...]:
    """All memberships of a person, in force or not."""
    return actor(sub).memberships


def covering(sub: str, place: str) -> tuple[Membership, ...]:
    """Those in force in `place`, each by the city time of its own place: on a laptop, offsets
    differ.
    """
    return tuple(m for m in memberships(sub) if m.covers(place, clock.now(m.place)))


def holds(sub: str, roles: Collection[str], place: str) -> bool:
    """Whether the person has one of these roles there."""
    return any(membership.role in roles for membership in covering(sub, place))


def forget() -> None:
    """Clear the cache, so that a change made by this worker takes effect at once."""
    _known.clear()


def founding(sub: str) -> tuple[Membership, ...]:
    """The memberships that the city's file gives to operators; unused once accounts knows the
    person.
    """
    if sub not in city().operators:
        return ()
    since = datetime.fromisoformat("2026-01-01T00:00:00+08:00")
    return (Membership(role="city_operator", place=city().code, since=since),)


def _cached(key: str, read: Callable[[], T]) -> T:
    fresh = time.monotonic()
    if key not in _known or _known[key][0] < fresh:
        if len(_known) > 1_000:
            _known.clear()
        _known[key] = fresh + CACHED, read()
    known: T = _known[key][1]
    return known


def _actor(sub: str) -> Actor:
    body = _read(f"actor#{sub}", "memberships")
    return Actor.model_validate_json(body) if body else Actor(id=sub, memberships=founding(sub))


def _app(client: str) -> App | None:
    body = _read(f"app#{client}", "app")
    return App.model_validate_json(body) if body else None


def _read(pk: str, sk: str) -> str | None:
    try:
        return str(Accounts.get(pk, sk).body)
    except Accounts.DoesNotExist:
        return None
