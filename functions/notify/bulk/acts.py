"""Changes of a bulk message: load, decide, save, and move its state machine on."""

from collections.abc import Callable, Sequence
from datetime import datetime

from linli import clock, workflow
from linli.store import until_settled

from . import driving, pages, rules, store
from .model import IN_FLIGHT, Bulk, Counts, Page

MACHINE = "bulk"
AT_ONCE = 200  # pages that one round can abandon
Decide = Callable[[Bulk, str, datetime], Bulk | None]


def act(bulk_id: str, by: str, decide: Decide) -> Bulk:
    """A person's act. Idempotent. Starting it makes it visible in inboxes at once."""

    def settle() -> tuple[Bulk, Bulk]:
        before = store.bulk(bulk_id)
        now = clock.now(before.community)
        after = decide(before, by, now)
        if after is None:
            return before, before
        begins = before.stage == "draft" and after.stage == "counting"
        told = driving.broadcast(after, now) if begins else None
        return before, store.save(after, broadcast=told)

    before, after = until_settled(settle)
    if after is not before:
        _drive(before, after)
    return after


def give_up(bulk: Bulk, known: Sequence[Page]) -> list[Page]:
    """Abandon as many pages as one round can; the next round continues."""
    flying = [page.number for page in known if IN_FLIGHT in page.states][:AT_ONCE]
    expired = {n: store.change_page(bulk.id, n, pages.expire) for n in flying}
    return [expired.get(page.number, page) for page in known]


def end(bulk_id: str, counts: Counts) -> None:
    def settle() -> None:
        bulk = store.bulk(bulk_id)
        if rules.phase(bulk) == "closing":
            store.save(*driving.end(bulk, counts, clock.now(bulk.community)))

    until_settled(settle)


def _drive(before: Bulk, after: Bulk) -> None:
    """Best effort: the change is stored, and the sweeper repairs a failure here."""
    if before.stage == "draft":
        if after.stage == "counting":
            workflow.start(MACHINE, after)
        return
    if after.stage != "paused" and after.token:
        workflow.resume(after.token, {"stage": rules.phase(after), "seconds": 0})
