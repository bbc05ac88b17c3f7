"""Continues an import: some pages at each sweep, limited to what the register can take per minute.

An interrupted page, or one with a lasting conflict, is repeated from its start: devices that match
the file are left alone.
"""

import time
from collections.abc import Iterator

from functions.devices.kinds import store as kinds
from functions.devices.known import NUMBERS
from functions.devices.register import acts as registering
from functions.devices.register import rules as lines
from functions.devices.register import store as register
from functions.devices.register import units
from functions.devices.register.model import Card, Device
from linli import clock, members
from linli.errors import Conflict, NotFound, Refusal
from linli.store import until_settled

from . import rules, store
from .model import PAGE, Import, Problem, Row
from .rules import Known, Read

LONGEST = 15.0  # seconds per sweep
MINUTE = 60
A_SECOND = NUMBERS["imported-in-a-second"].count
ALREADY = "already-registered"


def known(read: Read, community: str) -> Known:
    """What is registered already of what the file names."""
    cards = [row.card for row in read.rows]
    serials = [card.serial for card in cards if card.serial]
    return Known(
        devices={one: d for some in _hundreds([c.id for c in cards]) for one, d in _some(some)},
        kinds=kinds.kinds({card.kind for card in cards}),
        units={one.serial: one for some in _hundreds(serials) for one in units.units(some)},
        people={
            one: members.actor(one)
            for one in rules.people(read)
            if members.covering(one, community)
        },
    )


def look(pk: str, sk: str) -> None:
    """Called by the sweeper for an import that is due."""
    job, begun = store.by_key(pk), time.monotonic()
    left = A_SECOND(clock.now(job.community)) * MINUTE
    while job.stage == "applying" and left > 0 and time.monotonic() - begun < LONGEST:
        job, left = _page(job), left - PAGE


def _page(job: Import) -> Import:
    try:
        page = store.page(job.pages, job.next)
    except NotFound:  # it was not continued in time: its rows have expired
        return store.save(rules.lapsed(job))
    failed = [problem for row in page.rows if (problem := _register(job, row))]
    more = (job.next + 1) * PAGE < job.rows
    return store.save(rules.passed(job, page, failed, more=more))


def _register(job: Import, row: Row) -> Problem | None:
    """Register as a person would by a single request."""

    def settle() -> Problem | None:
        if standing := _standing(row.card):
            return None if rules.same(standing, row.card) else _failed(row, ALREADY)
        now, kind = clock.now(job.community), kinds.kind(row.card.kind)
        device = lines.registered(row.card, kind, register.LONGEST(now), now)
        registering.lawful(row.card.agreed, kind, now)
        line = lines.line("registered", now, job.by, **{"import": job.id})
        register.register(device, line, f"import#{job.id}")
        return None

    try:
        return until_settled(settle)
    except Conflict:
        raise
    except Refusal as refusal:
        return _failed(row, refusal.code)


def _standing(card: Card) -> Device | None:
    try:
        return register.device(card.id)
    except NotFound:
        return None


def _failed(row: Row, code: str) -> Problem:
    return Problem(row=row.number, code=code)


def _some(ids: list[str]) -> Iterator[tuple[str, Device]]:
    yield from register.known(ids).items()


def _hundreds(names: list[str]) -> Iterator[list[str]]:
    unique = list(dict.fromkeys(names))
    for n in range(0, len(unique), 100):
        yield unique[n : n + 100]
