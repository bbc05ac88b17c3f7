"""How many messages of a device could not be taken in an hour: so many are kept whole, and of the
rest it is known how many there were. However much a device sends, that is one row.

flood#<device>   <hour>   flood   of the hour in which the broker had them; its version counts
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
KEPT = timedelta(days=40)  # as what is noted of those that are kept
HOUR = 13  # characters of a time that say its hour


class Flood(Noun):
    hour: str


def room(thing: str, place: str, more: int) -> int:
    """How many of these may be kept, too; `place` begins with the time. One write for all; each is
    counted once, when it comes first.
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
    after, allowed = int(row.version), most(hour)
    if after - more < allowed < after:
        remark(Counted.FLOODING)
        logger.warning("refused too often to be kept", device=thing, hour=hour)
    return max(0, min(more, allowed - (after - more)))


def most(hour: str) -> int:
    return MOST(datetime.fromisoformat(f"{hour}:00+00:00"))


def over(thing: str, begins: datetime, ends: datetime) -> list[tuple[str, int]]:
    """The hours of a time in which more came than are kept, and how many came."""
    first, last = utc(begins)[:HOUR], utc(ends)[:HOUR]
    rows = partition(_of(thing), Flood, after=_before(first), limit=100)
    counted = [(row.hour, row.version or 0) for row in rows if first <= row.hour <= last]
    return [(hour, count) for hour, count in counted if count > most(hour)]


def _before(hour: str) -> str:
    return hour[:-1] + chr(ord(hour[-1]) - 1) + "~"


def _of(thing: str) -> str:
    return f"flood#{thing[:64]}"
