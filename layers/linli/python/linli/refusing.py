"""What becomes of queue records that a function cannot process: quarantined, only counted, or left
to the dead-letter queue.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from linli import flood, quarantine, refusals, senders
from linli.observe import logger


def took(record: dict[str, Any], why: object) -> bool:
    """Whether the record was quarantined (or counted, where it may not be stored); otherwise it
    stays in the queue and becomes a dead letter.
    """
    queue = record.get("eventSourceARN", "").rpartition("-")[2] or "reactions"
    try:
        if quarantine.reason(why) in refusals.UNKEPT:
            refusals.note(record["messageId"], record["body"])
        else:
            quarantine.keep(record["messageId"], record["body"], why, queue)
    except Exception:  # noqa: BLE001 - the record fails alone
        logger.exception("not even quarantined", message_id=record["messageId"])
        return False
    return True


def took_each(refused: Sequence[tuple[dict[str, Any], object]]) -> list[bool]:
    """As `took` for a whole batch. Beyond a device's hourly limit, messages are only counted. A
    redelivered message was counted before, and is stored if the limit still allows it.
    """
    done = _done([record for record, _ in refused])
    by_hour: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for n, (record, _) in enumerate(refused):
        if n not in done and (whose := senders.whose(record["body"])):
            by_hour[whose.series, whose.received[: flood.HOUR], _was_here(record)].append(n)
    for (series, hour, again), some in by_hour.items():
        room = _left(series, hour) if again else _room(series, hour, len(some))
        done |= set(some[room:]) if room is not None else set()
    return [n in done or took(record, why) for n, (record, why) in enumerate(refused)]


def _done(records: Sequence[dict[str, Any]]) -> set[int]:
    """Records that an earlier delivery handled: its worker crashed, or another record failed."""
    again = {n: record for n, record in enumerate(records) if _was_here(record)}
    if not again:
        return set()
    try:
        known = refusals.known((one["messageId"], one["body"]) for one in again.values())
    except Exception:  # noqa: BLE001 - storing it again writes the same row
        logger.exception("refusals were not looked up")
        return set()
    return {n for n, record in again.items() if record["messageId"] in known}


def _was_here(record: dict[str, Any]) -> bool:
    return int(record.get("attributes", {}).get("ApproximateReceiveCount", 1)) > 1


def _room(series: str, hour: str, more: int) -> int | None:
    try:
        return flood.room(series, hour, more)
    except Exception:  # noqa: BLE001 - without a count, it is stored
        logger.exception("refusals were not counted", device=series)
        return None


def _left(series: str, hour: str) -> int | None:
    try:
        return refusals.left(series, hour)
    except Exception:  # noqa: BLE001 - it is stored
        logger.exception("refusals were not looked up", device=series)
        return None
