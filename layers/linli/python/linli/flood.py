"""How many messages of a device could not be taken in an hour: so many are kept whole, and of the
rest it is known how many there were. However much a device sends, that is one row.

flood#<device>   <hour>   flood   of the hour in which the broker had them; its version counts
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from linli.model import Noun
from linli.numbers import WAITING
from linli.observe import logger, metrics
from linli.store import partition
from linli.table import Row, utc

MOST = WAITING["refused-in-an-hour"].count
KEPT = timedelta(days=40)  # as what is noted of those that are kept
HOUR = 13  # characters of a time that say its hour


class Flood(Noun):
    hour: str


def room(thing: str, place: str, more: int) -> int:
    """How many of these may be kept, too; `place` begins with the time. One write for all. A number
    below nought gives back what was not kept after all.
    """
    hour = place[:HOUR]
    row = Row(_of(thing), hour)
    row.update(
        [
            Row.version.add(more),
            Row.body.set(Flood(hour=hour).model_dump_json(exclude={"version"})),
            Row.commit.set(uuid4().hex),
            Row.expires.set(int((datetime.now(UTC) + KEPT).timestamp())),
        ]
    )
    after, most = int(row.version), MOST(_when(hour))
    if after - more < most < after:
        metrics.add_metric(name="Flooding", unit="Count", value=1)
        logger.warning("refused too often to be kept", device=thing, hour=hour)
    return max(0, min(more, most - (after - more)))


def over(thing: str, begins: datetime, ends: datetime) -> int:
    """How many of the hours of a time were not kept."""
    first, last = utc(begins)[:HOUR], utc(ends)[:HOUR]
    rows = partition(_of(thing), Flood, after=_before(first), limit=100)
    counted = [(row.version or 0, row.hour) for row in rows if first <= row.hour <= last]
    return sum(max(0, count - MOST(_when(hour))) for count, hour in counted)


def _when(hour: str) -> datetime:
    return datetime.fromisoformat(f"{hour}:00+00:00")


def _before(hour: str) -> str:
    return hour[:-1] + chr(ord(hour[-1]) - 1) + "~"


def _of(thing: str) -> str:
    return f"flood#{thing[:64]}"
