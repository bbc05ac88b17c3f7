"""What a function does with records of its queue that it cannot take: each is kept in quarantine,
counted where it must not be kept, or left to the dead letters.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from linli import flood, quarantine, refusals
from linli.observe import logger


def took(record: dict[str, Any], why: object) -> bool:
    """Whether a record of a queue is kept, or counted where it must not be; else it stays there,
    and then among the dead letters.
    """
    queue = record.get("eventSourceARN", "").rpartition("-")[2] or "reactions"
    try:
        if quarantine.reason(why) in refusals.UNKEPT:
            refusals.note(record["messageId"], record["body"])
        else:
            quarantine.keep(record["messageId"], record["body"], why, queue)
    except Exception:  # noqa: BLE001 - it fails alone
        logger.exception("not even quarantined", message_id=record["messageId"])
        return False
    return True


def took_each(refused: Sequence[tuple[dict[str, Any], object]]) -> list[bool]:
    """As `took`, of all of a batch: what one device sends too often is counted and no more. What is
    delivered again was counted then, and is kept if there is room by those that are.
    """
    done = _done([record for record, _ in refused])
    by_hour: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for n, (record, _) in enumerate(refused):
        if n not in done and (whose := refusals.whose(record["body"])):
            thing, place, _ = whose
            by_hour[thing, place[: flood.HOUR], _was_here(record)].append(n)
    for (thing, hour, again), some in by_hour.items():
        room = _left(thing, hour) if again else _room(thing, hour, len(some))
        done |= set(some[room:]) if room is not None else set()
    return [n in done or took(record, why) for n, (record, why) in enumerate(refused)]


def _done(records: Sequence[dict[str, Any]]) -> set[int]:
    """Those that a former delivery kept, or counted: its worker died, or a neighbour failed."""
    again = {n: record for n, record in enumerate(records) if _was_here(record)}
    if not again:
        return set()
    try:
        known = refusals.known((one["messageId"], one["body"]) for one in again.values())
    except Exception:  # noqa: BLE001 - it is kept again, which is the same row
        logger.exception("refusals were not looked up")
        return set()
    return {n for n, record in again.items() if record["messageId"] in known}


def _was_here(record: dict[str, Any]) -> bool:
    return int(record.get("attributes", {}).get("ApproximateReceiveCount", 1)) > 1


def _room(thing: str, hour: str, more: int) -> int | None:
    try:
        return flood.room(thing, hour, more)
    except Exception:  # noqa: BLE001 - what is not counted is kept
        logger.exception("refusals were not counted", device=thing)
        return None


def _left(thing: str, hour: str) -> int | None:
    try:
        return refusals.left(thing, hour)
    except Exception:  # noqa: BLE001 - it is kept
        logger.exception("refusals were not looked up", device=thing)
        return None
