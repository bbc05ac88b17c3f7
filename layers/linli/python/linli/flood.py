"""Limits how many unreadable messages of a device are quarantined per hour; beyond the limit they
are only counted. However much a device sends, this is one row per hour.

flood#<series>   <hour>   flood   by the hour of the broker's timestamp; its version is the count;
                                  messages without samples are a series apart (linli.senders)
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from linli.counted import Counted
from linli.model import Noun
from linli.numbers import WAITING
from linli.observe import logger, remark
from linli.store import partition
from linli.table import Row, utc

MOST = WAITING["refused-in-an-hour"].count
KEPT = timedelta(days=40)  # as long as the notes of those that are kept
HOUR = 13  # length of an ISO time up to the hour


class Flood(Noun):
    hour: str


def room(series: str, place: str, more: int) -> int:
    """How many of these `more` messages may still be kept; `place` begins with the time. One write
    counts them all; a redelivered message is not counted again.
    """
    hour = place[:HOUR]
    row = Row(_of(series), hour)
    row.update(
        [
            Row.version.add(more),
            Row.body.set(Flood(hour=hour).model_dump_json(exclude={"version"})),
            Row.commit.set(uuid4().hex),
            Row.expires.set(int((datetime.now(UTC) + KEPT).timestamp())),
        ]
    )
    after, allowed = int(row.version), most(hour)
    if after - more < allowed < after:
        remark(Counted.FLOODING)
        logger.warning("refused too often to be kept", device=series, hour=hour)
    return max(0, min(more, allowed - (after - more)))


def most(hour: str) -> int:
    return MOST(datetime.fromisoformat(f"{hour}:00+00:00"))


def over(series: str, begins: datetime, ends: datetime) -> list[tuple[str, int]]:
    """The hours of a period in which the limit was exceeded, each with how many messages came."""
    first, last = utc(begins)[:HOUR], utc(ends)[:HOUR]
    rows = partition(_of(series), Flood, after=_before(first), limit=100)
    counted = [(row.hour, row.version or 0) for row in rows if first <= row.hour <= last]
    return [(hour, count) for hour, count in counted if count > most(hour)]


def _before(hour: str) -> str:
    return hour[:-1] + chr(ord(hour[-1]) - 1) + "~"


def _of(series: str) -> str:
    return f"flood#{series}"
