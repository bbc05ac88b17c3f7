"""When a patrol is due, which answers a check must have, and what it finds. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from events.facilities import PatrolOverdue
from events.notify import NoticeAsked
from functions.facilities.ledger.model import WORST
from linli.dated import Succession
from linli.errors import Invalid, Refused, Stale
from linli.notices import asked
from linli.wall import CHINA, months_later

from .model import Former, Item, KeptPlan, Patrol, PlanRevision, Point, Result, Row, Walk

SKEW = timedelta(minutes=1)  # of a phone's clock
BEHIND = timedelta(days=7)  # for which a phone may have been offline
MOST = 8  # former routes kept of a plan, as a row is limited
REPEAT = timedelta(days=1)  # between two notices of an overdue patrol
WALK = set(Walk.model_fields)


def row(rows: Mapping[str, Succession[Row]], name: str, at: datetime) -> Row:
    """The row in force at that time; Invalid if there is none."""
    known = rows.get(name)
    if known and (found := known.at(at)):
        return found
    raise Invalid("no-such-round", "/body/row")


def following(row: Row, walked: datetime) -> datetime:
    """The deadline of the next patrol: a number of days later, or the same day of a later month in
    local time.
    """
    if row.unit == "d":
        return walked + timedelta(days=row.value)
    then = walked.astimezone(CHINA)
    day = months_later(then.date(), row.value)
    return datetime.combine(day, then.timetz()).astimezone(walked.tzinfo)


def revise(
    plan: KeptPlan, walk: PlanRevision, version: int, row: Row | None, now: datetime
) -> KeptPlan:
    """A changed period counts from the last whole patrol, or from now, if the first one is not due
    before. Stale if `version` is not the present one.
    """
    if plan.version != version:
        raise Stale(plan.shown(), version)
    if plan.ended:
        raise Refused("plan-over")
    new: dict[str, Any] = dict(walk)
    if row and walk.row != plan.row:
        first = min(plan.deadline, following(row, now))
        deadline = following(row, plan.walked_at) if plan.walked_at else first
        overdue = plan.overdue and deadline <= now
        new |= {"deadline": deadline, "look_at": deadline, "overdue": overdue}
    was = Former(**plan.model_dump(include=WALK), version=version, until=now)
    former = *(one for one in plan.former if one.until > now - BEHIND), was
    return plan.model_copy(update=new | {"former": former[-MOST:]})


def is_his(plan: KeptPlan | Former, person: str) -> bool:
    return plan.person in (None, person)


def begin(plan: KeptPlan, person: str, version: int | None, at: datetime) -> KeptPlan | Former:
    """The route as the phone knew it, by its version or, without one, by the time. Also of a plan
    that ended, got another route or was given to another meanwhile: a phone without a signal may
    have begun before that.
    """
    had = any(is_his(one, person) and at < one.until for one in plan.former)
    if not is_his(plan, person) and not had:
        raise Refused("not-yours", status=403)
    known = (one for one in plan.former if (version <= one.version if version else at < one.until))
    return next(known, plan)


def when(captured: datetime, begun: datetime | None, now: datetime) -> datetime:
    """The time, if credible; Invalid in the future, before the patrol, or too long ago."""
    if captured > now + SKEW:
        raise Invalid("in-the-future", "/body/captured_at")
    if captured < (begun or now) - (SKEW if begun else BEHIND):
        raise Invalid("too-old", "/body/captured_at")
    return captured


def answered(row: Row, answers: dict[str, Result]) -> list[Item]:
    """The items that are not in order. Invalid unless exactly the items of the row are answered."""
    if answers.keys() != {item.id for item in row.items}:
        raise Invalid("items-differ", "/body/answers")
    return [item for item in row.items if answers[item.id] == "not_ok"]


def worst(items: Sequence[Item]) -> Item:
    return min(items, key=lambda item: WORST.index(item.severity))


def check(patrol: Patrol, asset_id: str, check_id: str, *, found: bool) -> Patrol:
    """An asset may be checked again; the last check counts."""
    if asset_id not in patrol.route:
        raise Invalid("not-on-route", "/body/asset_id")
    checked = {**patrol.checked, asset_id: check_id}
    return patrol.model_copy(update={"checked": checked, "found": patrol.found + found})


def end(patrol: Patrol, at: datetime) -> Patrol:
    if patrol.state == "ended":
        raise Refused("patrol-over")
    return patrol.model_copy(update={"state": "ended", "ended_at": at})


def positions(patrol: Patrol, points: Iterable[Point], now: datetime) -> None:
    """Refused once the patrol has ended; Invalid for points before it began."""
    if patrol.state == "ended":
        raise Refused("patrol-over")
    for point in points:
        when(point.at, patrol.begun_at, now)


def walked(plan: KeptPlan, patrol: Patrol, row: Row) -> KeptPlan | None:
    """The plan with the next deadline, once the patrol has ended and covered its whole route; None
    otherwise, or if the plan is of another row by now.
    """
    at = patrol.ended_at
    if at is None or not patrol.is_whole or (plan.walked_at and plan.walked_at >= at):
        return None
    if plan.row != patrol.row:
        return None
    deadline = following(row, at)
    after: dict[str, Any] = {
        "walked_at": at,
        "deadline": deadline,
        "look_at": deadline,
        "overdue": False,
    }
    return plan.model_copy(update=after)


def is_late(plan: KeptPlan, now: datetime) -> bool:
    return not plan.ended and plan.look_at is not None and plan.look_at <= now


def late(plan: KeptPlan, now: datetime) -> tuple[KeptPlan, PatrolOverdue, list[NoticeAsked]]:
    """Notifies the maker of the plan and its person, again each day."""
    about = plan.model_dump(include={"community", "row", "grid", "deadline"})
    overdue = PatrolOverdue(at=now, plan_id=plan.id, **about)
    notices = [
        asked(
            "facilities.patrol-overdue",
            person,
            plan.community,
            now,
            f"{plan.id}-{now.isoformat()}",
            urgency="P3",
            about=f"plan#{plan.id}",
            title=plan.title,
            plan=plan.id[:8],
        )
        for person in dict.fromkeys(one for one in (plan.made_by, plan.person) if one)
    ]
    return plan.model_copy(update={"overdue": True, "look_at": now + REPEAT}), overdue, notices
