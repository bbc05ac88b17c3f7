"""Levels that things measured around a noon, and how they are read again."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)  # by the wall
KEPT = timedelta(days=400)


def at(minutes):
    return NOON + timedelta(minutes=minutes)


def pages(thing, asks, now):
    """All that is told, page after page."""
    from linli.packs import paging

    found = []
    while True:
        told = paging.page(thing, asks, at(now))
        found += told.items
        if told.next is None:
            return found
        assert told.next > asks.begins
        asks = asks._replace(begins=told.next)
