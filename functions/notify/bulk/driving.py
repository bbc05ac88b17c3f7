"""What the state machine does to a bulk message: counts, sends page by page, waits, ends. Pure."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from events.notify import BulkEnded
from functions.notify.hours import is_quiet, morning
from functions.notify.model import Quiet

from .model import MOST, Broadcast, Bulk, Counts, Page, People
from .rules import GRACE, acted, is_through, is_urgent, next_page

AFTER = timedelta(seconds=60)  # in which a gateway may still report an expiry
SHORTEST, LONGEST = 3, 60  # seconds between two checks
ROUNDS = 1_200  # rounds per execution: nine events each, of 25,000


class Counted(NamedTuple):
    bulk: Bulk
    people: People
    page: Page


def count(bulk: Bulk, people: tuple[str, ...], after: str | None, now: datetime) -> Counted:
    """With the next page of people, if any; `after` is the next cursor, None at the end. If there
    are too many pages, it is cancelled before anything is sent.
    """
    number = bulk.pages + bool(people)
    if number > MOST:
        over = acted(bulk, "cancelled", None, now, stage="cancelled", why="bulk-too-large")
        return Counted(over, People(people=()), Page(number=number, states=""))
    new: dict[str, Any] = {"pages": number, "cursor": after or "", "due": now + GRACE}
    if after is None:
        new |= {"counted": True, "stage": "sending", "moving_since": now, "done": 0}
    page = Page(number=number, after=bulk.cursor, states="." * len(people))
    return Counted(bulk.model_copy(update=new), People(people=people), page)


def hold(bulk: Bulk, quiet: Quiet | None, now: datetime) -> Bulk | None:
    """Held until the default quiet hours end, or those of people it was left for."""
    waits = bulk.again_at if next_page(bulk) is None and bulk.left else None
    if waits is None and not is_urgent(bulk) and is_quiet(quiet, now):
        waits = morning(quiet, now)
    if waits is None or waits <= now:
        return None
    return bulk.model_copy(update={"held_until": waits, "due": now + GRACE})


def take_turn(bulk: Bulk) -> Bulk:
    """Continue with the people it was left for."""
    if next_page(bulk) is not None:
        return bulk
    return bulk.model_copy(update={"turn": bulk.left, "left": (), "again_at": None})


def passed(
    bulk: Bulk, number: int, looked_at: int, again_at: datetime | None, now: datetime
) -> Bulk | None:
    """A page is done, except for people whose quiet hours end at `again_at`."""
    if next_page(bulk) != number:
        return None  # a concurrent round did this page
    new: dict[str, Any] = {"done": bulk.done + looked_at, "stalled_since": None}
    if bulk.passed < bulk.pages:
        new["passed"] = bulk.passed + 1
    else:
        new["turn"] = bulk.turn[1:]
    if again_at:
        new["left"] = (*bulk.left, number)
        new["again_at"] = min(bulk.again_at or again_at, again_at)
    after = bulk.model_copy(update=new)
    return after.model_copy(update={"through_at": now}) if is_through(after) else after


def stalled(bulk: Bulk, now: datetime) -> Bulk:
    return bulk.model_copy(update={"stalled_since": bulk.stalled_since or now})


def go_on(bulk: Bulk, now: datetime, seconds: int) -> Bulk:
    """One more round after a pause; a new execution takes over now and then."""
    due = now + timedelta(seconds=seconds) + GRACE
    if bulk.rounds < ROUNDS:
        return bulk.model_copy(update={"rounds": bulk.rounds + 1, "due": due})
    new = {"rounds": 0, "generation": bulk.generation + 1, "token": None, "due": due}
    return bulk.model_copy(update=new)


def wait(bulk: Bulk, token: str) -> Bulk:
    """An execution waits for a person's act, and the sweeper for the deadline."""
    times = [one for one in (bulk.expires_at, bulk.held_until) if one]
    return bulk.model_copy(update={"token": token, "due": min(times, default=bulk.due)})


def is_past(bulk: Bulk, now: datetime) -> bool:
    """Whether reports about messages in flight can still arrive."""
    return bulk.expires_at is not None and bulk.expires_at + AFTER <= now


def patience(bulk: Bulk, now: datetime) -> int:
    """Seconds until the next check of messages in flight, growing with time."""
    since = bulk.through_at or bulk.acts[-1].at
    return min(LONGEST, SHORTEST + int((now - since).total_seconds()) // 10)


def end(bulk: Bulk, counts: Counts, now: datetime) -> tuple[Bulk, BulkEnded]:
    outcome = bulk.stage if bulk.stage in ("cancelled", "expired") else "ended"
    new = {"stage": outcome, "counts": counts, "ended_at": now, "due": None, "token": None}
    after = acted(bulk, "ended", None, now, **new)
    event = BulkEnded(
        community=bulk.community,
        at=now,
        bulk_id=bulk.id,
        outcome=outcome,
        **counts.model_dump(exclude={"in_flight"}),
    )
    return after, event


def broadcast(bulk: Bulk, now: datetime) -> Broadcast:
    """The text in the inboxes of everybody there."""
    about = bulk.model_dump(include={"id", "role", "urgency", "color", "template", "expires_at"})
    return Broadcast(place=bulk.community, texts=bulk.texts, at=now, **about)
