"""A check at an asset, in one write: the patrol, hazards found, and values measured."""

from datetime import datetime

from functions.facilities.assets import store as assets
from functions.facilities.hazards import held, sensed
from functions.facilities.hazards import rules as hazards_rules
from functions.facilities.hazards import store as hazards
from functions.facilities.hazards.known import own
from functions.facilities.ledger import finding
from functions.facilities.ledger.model import Source, Where
from functions.facilities.photos import rules as photo_rules
from functions.facilities.photos import store as photo_store
from functions.facilities.photos.model import Proof
from linli import clock
from linli.dated import by_id
from linli.messages import Sample
from linli.rows import rows
from linli.store import Write, until_settled
from linli.texts import say

from . import rules, store
from .model import Check, Item, KeptPlan, Patrol, Row
from .views import Looked

ROWS = by_id(rows("facilities", "patrols", Row))


def check(patrol_id: str, check_id: str, body: Looked, by: str, request: str) -> Check:
    """Idempotent. A check that arrives after the patrol's end keeps its own time."""
    photos = photo_store.photos(body.photos)

    def settle() -> Check:
        patrol = store.patrol(patrol_id)
        now = clock.now(patrol.community)
        row = rules.row(ROWS, patrol.row, patrol.begun_at)
        at = rules.when(body.captured_at, patrol.begun_at, now)
        amiss = rules.answered(row, body.answers)
        after = rules.check(patrol, body.asset_id, check_id, found=bool(amiss))
        proofs = photo_rules.proofs_of(check_id, photos, body.photos, by)
        seen = _seen(patrol, check_id, body, proofs, by, now, found=bool(amiss))
        writes = [store.patrol_of(after), *_plan(after, row)]
        if amiss:
            writes += _found(seen, rules.worst(amiss), amiss, now)
        writes += _measured(seen, at, now)
        writes += photo_store.belong(photos, proofs, check_id)
        return store.check(seen, request, writes)

    return until_settled(settle)


def end(patrol_id: str, at: datetime) -> Patrol:
    def settle() -> Patrol:
        patrol = store.patrol(patrol_id)
        if patrol.state == "ended":
            return patrol
        now = clock.now(patrol.community)
        after = rules.end(patrol, rules.when(at, patrol.begun_at, now))
        row = rules.row(ROWS, patrol.row, patrol.begun_at)
        return store.saved(after, _walked(after, row))

    return until_settled(settle)


def look(pk: str, _sk: str) -> None:
    """Called by the sweeper when a plan may be overdue."""

    def settle() -> None:
        plan = store.by_key(pk)
        now = clock.now(plan.community)
        if rules.is_late(plan, now):
            after, told, notices = rules.late(plan, now)
            store.save(after, told, *notices)

    until_settled(settle)


def _seen(
    patrol: Patrol,
    check_id: str,
    body: Looked,
    photos: tuple[Proof, ...],
    by: str,
    now: datetime,
    *,
    found: bool,
) -> Check:
    return Check(
        id=check_id,
        patrol_id=patrol.id,
        community=patrol.community,
        photos=photos,
        by=by,
        received_at=now,
        late=patrol.state == "ended",
        hazard_id=check_id if found else None,
        **body.model_dump(exclude={"photos"}),
    )


def _plan(patrol: Patrol, row: Row) -> list[Write]:
    plan = _walked(patrol, row)
    return [store.plan_of(plan)] if plan else []


def _walked(patrol: Patrol, row: Row) -> KeptPlan | None:
    return rules.walked(store.plan(patrol.plan_id), patrol, row) if patrol.ended_at else None


def _found(check: Check, worst: Item, amiss: list[Item], now: datetime) -> list[Write]:
    """Everything wrong at one asset is one hazard, as severe as the worst of it."""
    named = ";".join(say("facilities", f"check-{item.id}", "zh") for item in amiss)
    source = Source(
        id=check.id,
        community=check.community,
        found_by="patrol",
        category=worst.category,
        where=Where(asset_id=check.asset_id),
        at=check.captured_at,
        words=f"{named} {check.note}".strip()[:1000],
        photos=check.photos,
        by=check.by,
    )
    return finding.found(source, now, severity=worst.severity).writes


def _measured(check: Check, at: datetime, now: datetime) -> list[Write]:
    """Measured values are judged like any inspector's reading; of an asset that was retired
    meanwhile, they are only kept.
    """
    if not check.readings:
        return []
    asset = assets.asset(check.asset_id)
    if asset.state == "retired":
        return []
    sample = hazards_rules.past(Sample(at=at, measures=check.readings), now)
    known = hazards.condition(asset)
    past = sensed.past(known, now)
    standing, measured = held.holding(asset.kind), [own(asset.kind, sample)]
    taken = hazards_rules.take(known, measured, standing, now, past, by_hand=True)
    return hazards.taken(taken, hazards_rules.lines(taken.news, now, by=check.by))
