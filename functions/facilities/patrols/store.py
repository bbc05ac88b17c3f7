"""Storage of plans and patrols. Keys are spelled in this file and nowhere else.

plan#<id>      plan                 a route; due when overdue; listed by community
patrol#<id>    patrol               one patrol; listed by community, latest first
patrol#<id>    check#<id>           what was seen at an asset
patrol#<id>    points#<id>          positions; expire after some days
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import takewhile

from events import Event
from linli import sifting
from linli.store import Page, Write, commit, create, every, listing, load, partition, stored
from linli.table import utc

from .model import Check, KeptPlan, Patrol, Points

SHOWN = 500  # plans of one query; checks or batches of points of one patrol


def plan(plan_id: str) -> KeptPlan:
    return by_key(_plan(plan_id))


def by_key(pk: str) -> KeptPlan:
    return load(pk, "plan", KeptPlan)


def make(plan: KeptPlan, request: str) -> KeptPlan:
    return create(plan_of(plan, request=request), model=KeptPlan)


def save(plan: KeptPlan, *events: Event) -> KeptPlan:
    commit(plan_of(plan, *events))
    return stored(plan)


def plans(community: str, after: str) -> Page[KeptPlan]:
    return listing(f"plans#{community}", KeptPlan, after=after)


def due_before(community: str, end: datetime) -> Iterator[KeptPlan]:
    """The most urgent first."""
    name = f"plans#{community}"
    listed = every(lambda after: listing(name, KeptPlan, after=after, limit=SHOWN))
    return takewhile(lambda plan: plan.deadline < end, listed)


def plan_of(plan: KeptPlan, *events: Event, request: str | None = None) -> Write:
    listed = None if plan.ended else (f"plans#{plan.community}", f"{utc(plan.deadline)}#{plan.id}")
    due = None if plan.ended else plan.look_at
    return Write(_plan(plan.id), "plan", plan, events, due=due, listed=listed, request=request)


def patrol(patrol_id: str) -> Patrol:
    return load(_patrol(patrol_id), "patrol", Patrol)


def begin(patrol: Patrol, request: str) -> Patrol:
    return create(patrol_of(patrol, request=request), model=Patrol)


def patrols(community: str, after: str, by: str | None = None) -> Page[Patrol]:
    """Latest first; all, or those of one person."""

    def look(after: str, limit: int = sifting.READ) -> Page[Patrol]:
        return listing(f"patrols#{community}", Patrol, after=after, limit=limit, newest=True)

    if by is None:
        return look(after, sifting.SHOWN)
    return sifting.sifted(look, lambda one: one.by == by, _place, after)


def _place(patrol: Patrol) -> str:
    return f"{utc(patrol.received_at)}#{patrol.id}"


def patrol_of(patrol: Patrol, request: str | None = None) -> Write:
    listed = f"patrols#{patrol.community}", _place(patrol)
    return Write(_patrol(patrol.id), "patrol", patrol, listed=listed, request=request)


def saved(patrol: Patrol, plan: KeptPlan | None) -> Patrol:
    commit(patrol_of(patrol), *([plan_of(plan)] if plan else ()))
    return stored(patrol)


def check(check: Check, request: str, others: Iterable[Write]) -> Check:
    at = _patrol(check.patrol_id), f"check#{check.id}"
    return create(Write(*at, check, request=request), *others, model=Check)


def checks(patrol_id: str) -> list[Check]:
    return partition(_patrol(patrol_id), Check, starts="check#", limit=SHOWN)


def keep(points: Points, request: str) -> Points:
    at = _patrol(points.patrol_id), f"points#{points.id}"
    return create(Write(*at, points, request=request, expires=points.until), model=Points)


def points(patrol_id: str) -> list[Points]:
    """Without expired ones, as the table's TTL may take a while to delete them."""
    rows = partition(_patrol(patrol_id), Points, starts="points#", limit=SHOWN)
    return [row for row in rows if row.until > datetime.now(UTC)]


def _plan(plan_id: str) -> str:
    return f"plan#{plan_id}"


def _patrol(patrol_id: str) -> str:
    return f"patrol#{patrol_id}"
