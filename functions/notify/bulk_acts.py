"""How a message to many is changed: load, decide, save, and move its machine on."""

from collections.abc import Callable, Sequence
from datetime import datetime

from linli import clock, workflow
from linli.store import until_settled

from . import bulk_driving, bulk_pages, bulk_rules, bulk_store
from .bulk_model import IN_FLIGHT, Bulk, Counts, Page

MACHINE = "bulk"
AT_ONCE = 200  # pages that one round gives up
Decide = Callable[[Bulk, str, datetime], Bulk | None]


def act(bulk_id: str, by: str, decide: Decide) -> Bulk:
    """A person's act; done before, it changes nothing. Its start is seen in the inboxes at once."""

    def settle() -> tuple[Bulk, Bulk]:
        before = bulk_store.bulk(bulk_id)
        now = clock.now(before.community)
        after = decide(before, by, now)
        if after is None:
            return before, before
        begins = before.stage == "draft" and after.stage == "counting"
        told = bulk_driving.broadcast(after, now) if begins else None
        return before, bulk_store.save(after, broadcast=told)

    before, after = until_settled(settle)
    if after is not before:
        _drive(before, after)
    return after


def give_up(bulk: Bulk, pages: Sequence[Page]) -> list[Page]:
    """As many as one round can; the others the next."""
    flying = [page.number for page in pages if IN_FLIGHT in page.states][:AT_ONCE]
    expired = {n: bulk_store.change_page(bulk.id, n, bulk_pages.expire) for n in flying}
    return [expired.get(page.number, page) for page in pages]


def end(bulk_id: str, counts: Counts) -> None:
    def settle() -> None:
        bulk = bulk_store.bulk(bulk_id)
        if bulk_rules.phase(bulk) == "closing":
            bulk_store.save(*bulk_driving.end(bulk, counts, clock.now(bulk.community)))

    until_settled(settle)


def _drive(before: Bulk, after: Bulk) -> None:
    """What goes wrong here the sweeper makes good: the change itself is kept."""
    if before.stage == "draft":
        if after.stage == "counting":
            workflow.start(MACHINE, after)
        return
    if after.stage != "paused" and after.token:
        workflow.resume(after.token, {"stage": bulk_rules.phase(after), "seconds": 0})
