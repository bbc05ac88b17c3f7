"""The stages of a bulk message, as changed by people and by time. Pure.

None means that nothing changes. What the state machine does by itself is in driving.py.
"""

from datetime import datetime, timedelta
from typing import Any

from linli.errors import Refused

from .asked import BulkAsked
from .model import Act, Bulk, Preview, Texts, What

GRACE = timedelta(seconds=60)  # in which the state machine should take it on
KEPT = timedelta(hours=24)  # retention of drafts
ACTS = 50
GOING = ("counting", "sending", "paused")


def draft(
    asked: BulkAsked, bulk_id: str, by: str, texts: Texts, preview: Preview, now: datetime
) -> Bulk:
    """A draft, started by `resume` once somebody has seen its number of recipients."""
    return Bulk(
        id=bulk_id,
        community=asked.place,
        stage="draft",
        template=asked.template or "notify.bulk",
        texts=texts,
        by=by,
        created_at=now,
        preview=preview,
        due=now + KEPT,
        acts=(Act(what="drafted", at=now, by=by),),
        **asked.model_dump(include={"role", "channel", "urgency", "color", "expires_in"}),
    )


def resume(bulk: Bulk, by: str, now: datetime) -> Bulk | None:
    """Start a draft, or continue after a pause. An urgent one must be started by another person
    than its author.
    """
    if bulk.stage in ("counting", "sending"):
        return None
    if bulk.stage == "draft":
        if is_urgent(bulk) and by == bulk.by:
            raise Refused("own-bulk", 403)  # it ignores quiet hours and opt-outs
        until = now + timedelta(minutes=bulk.expires_in)
        new = {"stage": "counting", "started_at": now, "expires_at": until}
        return acted(bulk, "started", by, now, **new)
    _must(bulk, "paused")
    more = {"stage": "sending" if bulk.counted else "counting", "moving_since": now, "done": 0}
    return acted(bulk, "resumed", by, now, paused_at=None, paused_by=None, **more)


def pause(bulk: Bulk, by: str, now: datetime) -> Bulk | None:
    if bulk.stage == "paused":
        return None
    _must(bulk, "counting", "sending")
    if is_through(bulk):
        raise Refused("bulk-over")
    return acted(bulk, "paused", by, now, stage="paused", paused_at=now, paused_by=by)


def cancel(bulk: Bulk, by: str, now: datetime) -> Bulk | None:
    """Nothing more is sent; reports about messages in flight are still accepted."""
    if bulk.stage == "cancelled":
        return None
    if bulk.stage == "draft":
        return acted(bulk, "cancelled", by, now, stage="cancelled", due=None, ended_at=now)
    _must(bulk, *GOING)
    return acted(bulk, "cancelled", by, now, stage="cancelled")


def late(bulk: Bulk, now: datetime) -> Bulk | None:
    """Expired, or quiet hours have ended; None if only the state machine is late."""
    if bulk.stage == "draft":
        return acted(bulk, "expired", None, now, stage="expired", due=None, ended_at=now)
    if is_over(bulk, now):
        return acted(bulk, "expired", None, now, stage="expired")
    if bulk.held_until and bulk.held_until <= now:
        return bulk.model_copy(update={"held_until": None, "due": now + GRACE})
    return None


def is_over(bulk: Bulk, now: datetime) -> bool:
    """Whether it expired with recipients it was not sent to."""
    past = bulk.expires_at is not None and bulk.expires_at <= now
    return past and bulk.stage in GOING and not is_through(bulk)


def is_urgent(bulk: Bulk) -> bool:
    """Urgent ones ignore quiet hours."""
    return bulk.urgency == "P1" or is_warning(bulk)


def is_warning(bulk: Bulk) -> bool:
    """Warnings ignore opt-outs."""
    return bulk.color in ("red", "orange")


def is_through(bulk: Bulk) -> bool:
    return bulk.counted and next_page(bulk) is None and not bulk.left


def next_page(bulk: Bulk) -> int | None:
    if bulk.passed < bulk.pages:
        return bulk.passed + 1
    return bulk.turn[0] if bulk.turn else None


def phase(bulk: Bulk) -> str:
    """The state machine's task: the stage, or what the stage hides."""
    if bulk.ended_at or bulk.stage in ("draft", "ended"):
        return "over"
    if bulk.stage in ("cancelled", "expired") or (bulk.stage == "sending" and is_through(bulk)):
        return "closing"
    return "held" if bulk.held_until and bulk.stage == "sending" else bulk.stage


def _must(bulk: Bulk, *stages: str) -> None:
    if bulk.stage not in stages:
        raise Refused("bulk-draft" if bulk.stage == "draft" else bulk.why or "bulk-over")


def acted(bulk: Bulk, what: What, by: str | None, now: datetime, **new: Any) -> Bulk:
    """Changed, with a line that records who did it."""
    acts = (*bulk.acts, Act(what=what, at=now, by=by))[-ACTS:]
    return bulk.model_copy(update={"due": now + GRACE, "held_until": None, "acts": acts, **new})
