"""The state of a city's suppliers of SMS and calls, and the progress of messages to many.

Reads notify's table and applies its rules, but writes nothing.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from functions.notify.bulk import pages as bulk_pages
from functions.notify.bulk.model import Page
from functions.notify.gateways import judging, suppliers
from functions.notify.gateways.suppliers import Count, Health, Shares, Term
from functions.notify.model import Outgoing
from infra import settings
from linli.clock import ahead
from linli.rows import rows
from operate.here import City
from operate.rows import Table

NOTIFY = "notify"
HOUR = timedelta(hours=1)


class Supplier(NamedTuple):
    """Its points of a hundred, for the next message and at rest; messages of the last minute, and
    those in flight.
    """

    channel: str
    name: str
    share: int
    resting: int
    health: Health


class Bulk(NamedTuple):
    """A message to many that has not ended."""

    id: str
    place: str
    stage: str
    counts: dict[str, int]


def of(city: City) -> list[Supplier]:
    table, known = Table(city, NOTIFY), settings.load(str(city.home.city_file()))
    now = datetime.now(UTC) + ahead(city.home.read("clock.json"), known.code)
    found: list[Supplier] = []
    for channel, carriers in known.gateways.items():
        rest = suppliers.resting(carriers)
        terms = suppliers.terms(rows(NOTIFY, "suppliers", Term), channel, now)
        health = {name: suppliers.health(_windows(table, name, now), terms, now) for name in rest}
        shares = suppliers.fitting(_shares(table, channel), channel, rest, now)
        if judging.is_due(shares, terms, now):
            shares = judging.judge(shares, health, rest, terms, now)
        found += [Supplier(channel, n, shares.points[n], rest[n], health[n]) for n in rest]
    return found


def bulks(city: City) -> list[Bulk]:
    table = Table(city, NOTIFY)
    return [_bulk(table, noun) for noun in table.nouns("bulk#")]


def _bulk(table: Table, noun: dict[str, Any]) -> Bulk:
    parts = table.partition(f"bulk#{noun['id']}", "page#", "page#~")
    counts = bulk_pages.tally(Page.model_validate(part.body) for part in parts)
    return Bulk(noun["id"], noun["community"], noun["stage"], counts.model_dump())


def _shares(table: Table, channel: Outgoing) -> Shares | None:
    kept = table.partition(f"suppliers#{channel}", "shares", "shares")
    return next((Shares.model_validate(part.body) for part in kept), None)


def _windows(table: Table, name: str, now: datetime) -> dict[datetime, Count]:
    counted: dict[datetime, dict[str, int]] = defaultdict(dict)
    for start, what, number in _counters(table, name, now):
        counted[start][what] = number
    return {start: Count(**numbers) for start, numbers in counted.items()}


def _counters(table: Table, name: str, now: datetime) -> Iterator[tuple[datetime, str, int]]:
    since, until = (at.isoformat(timespec="microseconds") for at in (now - HOUR, now + HOUR))
    for part in table.partition(f"window#{name}", since, until):
        start, _, what = part.sk.partition("#")
        if what in Count._fields:
            yield datetime.fromisoformat(start), what, part.version
