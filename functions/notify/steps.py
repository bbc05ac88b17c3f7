"""Tasks of bulk.asl.yaml: each does one round of a bulk message, and returns what comes next.

A step of an older generation changes nothing. `seconds` is how long the state machine pauses, to
respect the gateway's rate.
"""

from functools import partial
from math import ceil
from time import monotonic
from typing import Any

from linli import clock, workflow
from linli.city import city
from linli.errors import Refused
from linli.store import until_settled
from linli.workflow import Steps

from . import limits
from .bulk import acts as bulk_acts
from .bulk import driving as bulk_driving
from .bulk import pages as bulk_pages
from .bulk import rules as bulk_rules
from .bulk import sending as bulk_sending
from .bulk import store as bulk_store
from .bulk.model import Bulk, ByPhone
from .notices import store as notices

steps = Steps()
handler = steps.handler
PAGES = 10  # pages counted per round
LONG = 3.0  # seconds of work after which a round ends
SHARE = 0.8  # fraction of a gateway's rate; the rest is for urgent notices
AGAIN = 15  # seconds until gateways that accepted nothing are tried again
SUPERSEDED = {"stage": "superseded", "seconds": 0}


@steps.step
def count(id: str, generation: int) -> dict[str, Any]:  # noqa: A002 - named so in the state machine
    began = monotonic()
    for _ in range(PAGES):
        if monotonic() - began > LONG or not _count_page(id, generation):
            break
    return _go_on(id, generation, 0)


@steps.step
def send(id: str, generation: int) -> dict[str, Any]:  # noqa: A002
    """Send pages until a second of the gateway's rate is used up, or the time limit."""
    began, used = monotonic(), 0.0
    while used < 1 and monotonic() - began < LONG:
        bulk = bulk_store.change(id, _ready)
        number = bulk_rules.next_page(bulk)
        if not _is_at(bulk, generation, "sending") or number is None:
            break
        used += _send_page(bulk, number)
    return _go_on(id, generation, ceil(used))


@steps.step
def settle(id: str, generation: int) -> dict[str, Any]:  # noqa: A002
    """Wait until nothing is in flight, or it has expired."""
    bulk = bulk_store.bulk(id)
    if not _is_at(bulk, generation, "closing"):
        return _go_on(id, generation, 0)
    now = clock.now(bulk.community)
    pages = bulk_store.pages(id)
    if bulk_driving.is_past(bulk, now):
        pages = bulk_acts.give_up(bulk, pages)
    counts = bulk_pages.tally(pages)
    if counts.in_flight == 0:
        bulk_acts.end(id, counts)
    return _go_on(id, generation, bulk_driving.patience(bulk, now))


@steps.step
def wait(id: str, generation: int, stage: str, token: str) -> dict[str, Any]:  # noqa: A002
    """Stores the task token on the bulk; answers it at once if the bulk has moved on."""

    def waiting(bulk: Bulk) -> Bulk | None:
        return bulk_driving.wait(bulk, token) if _is_at(bulk, generation, stage) else None

    bulk = bulk_store.change(id, waiting)
    answer = _answer(bulk, generation, 0)
    if answer["stage"] != stage:
        workflow.resume(token, answer)
    return answer


def _count_page(bulk_id: str, generation: int) -> bool:
    """Count one page; returns whether there are more."""

    def settle() -> bool:
        bulk = bulk_store.bulk(bulk_id)
        if not _is_at(bulk, generation, "counting"):
            return False
        found, after = bulk_sending.count(bulk.community, bulk.role, bulk.cursor)
        people = tuple(one["person"] for one in found)
        bulk_store.add(*bulk_driving.count(bulk, people, after, clock.now(bulk.community)))
        return after is not None

    return until_settled(settle)


def _send_page(bulk: Bulk, number: int) -> float:
    """Send one page; returns the seconds of the gateway's rate that it used."""
    now = clock.now(bulk.community)
    try:
        sent = bulk_sending.send(bulk, number, now)
    except Refused:
        bulk_store.change(bulk.id, lambda bulk: bulk_driving.stalled(bulk, now))
        return AGAIN
    through = partial(
        bulk_driving.passed, number=number, looked_at=sent.looked_at, again_at=sent.again_at
    )
    bulk_store.change(bulk.id, lambda bulk: through(bulk, now=now))
    return sent.given / (SHARE * _per_second(bulk.channel, sent.gateway))


def _ready(bulk: Bulk) -> Bulk | None:
    """Expired, held by quiet hours, or continuing with those for whom it was held."""
    now = clock.now(bulk.community)
    if bulk_rules.is_over(bulk, now):
        return bulk_rules.late(bulk, now)
    if bulk.stage != "sending":
        return None
    quiet = limits.usual(notices.rules(), now).quiet
    return bulk_driving.hold(bulk, quiet, now) or bulk_driving.take_turn(bulk)


def _go_on(bulk_id: str, generation: int, seconds: int) -> dict[str, Any]:
    """One more round; a new execution takes over before this one's history is full."""

    def counted(bulk: Bulk) -> Bulk | None:
        if bulk.generation != generation or bulk_rules.phase(bulk) == "over":
            return None
        return bulk_driving.go_on(bulk, clock.now(bulk.community), seconds)

    bulk = bulk_store.change(bulk_id, counted)
    if bulk.generation == generation + 1:
        workflow.start(bulk_acts.MACHINE, bulk)
    return _answer(bulk, generation, seconds)


def _answer(bulk: Bulk, generation: int, seconds: int) -> dict[str, Any]:
    if bulk.generation != generation:
        return SUPERSEDED
    return {"stage": bulk_rules.phase(bulk), "seconds": seconds}


def _is_at(bulk: Bulk, generation: int, phase: str) -> bool:
    return bulk.generation == generation and bulk_rules.phase(bulk) == phase


def _per_second(channel: ByPhone, gateway: str | None) -> int:
    known = city().gateways.get(channel, ())
    return next((one.per_second for one in known if one.name == gateway), 1)
