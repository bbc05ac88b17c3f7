"""The conservation of messages: what devices reported as sent, and what is stored, for the last
day; and how many devices send without reporting.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from linli.clock import ahead
from operate.here import City
from operate.rows import Table

FEATURE, HOURS = "devices", 25
COUNTED = ("sent", "stored", "refused", "missing")
SKEWED = 300  # seconds by which a clock is off, from which on it counts as skewed
FIRST, LAST = "!", "~"  # sort before and after all sort keys


class Unreported(NamedTuple):
    """The devices of a community that send at present but do not report; `named` are some of
    those that are not of a person.
    """

    community: str
    devices: int
    named: list[str]


class Hour(NamedTuple):
    """All devices of a community that sent a report; `skewed` is the number with wrong clocks."""

    community: str
    hour: datetime
    devices: int
    sent: int
    stored: int
    refused: int
    missing: int
    skewed: int


def of(city: City, communities: list[str]) -> Iterator[Hour]:
    """Newest first; hours without reports are left out."""
    table, offsets = Table(city, FEATURE), city.home.read("clock.json")
    for community in communities:
        now = datetime.now(UTC) + ahead(offsets, community)
        hours = [now - timedelta(hours=back) for back in range(HOURS)]
        yield from filter(None, (_hour(table, community, at) for at in hours))


def unreported(city: City, communities: list[str]) -> Iterator[Unreported]:
    """Communities without any are left out."""
    table = Table(city, FEATURE)
    for community in communities:
        for part in table.partition(f"unreported#{community}", FIRST, LAST):
            if devices := part.body["devices"]:
                named = [one["thing"] for one in part.body["named"]]
                yield Unreported(community, devices, named)


def _hour(table: Table, community: str, at: datetime) -> Hour | None:
    parts = table.partition(f"balance#{community}#{at:%Y-%m-%dT%H}", FIRST, LAST)
    rows = [part.body for part in parts]
    if not rows:
        return None
    counts = {name: sum(row[name] for row in rows) for name in COUNTED}
    skewed = {row["thing"] for row in rows if abs(row["skew_seconds"]) > SKEWED}
    begins = at.replace(minute=0, second=0, microsecond=0)
    things = {row["thing"] for row in rows}
    return Hour(community, begins, len(things), skewed=len(skewed), **counts)
