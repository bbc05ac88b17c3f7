"""When a patrol is due, what a check must say, and what it finds. Pure."""

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

from .model import Item, KeptPlan, Patrol, Point, Result, Row, Walk

SKEW = timedelta(minutes=1)  # of a telephone's clock
BEHIND = timedelta(days=7)  # that it may have been without a signal
REPEAT = timedelta(days=1)  # of telling that a patrol is late


def row(rows: Mapping[str, Succession[Row]], name: str, at: datetime) -> Row:
    known = rows.get(name)
    if known and (found := known.at(at)):
        return found
    raise Invalid("no-such-round", "/body/row")


def following(row: Row, walked: datetime) -> datetime:
    """By when it is to be walked again: days, or to the same day of a later month on the wall."""
    if row.unit == "d":
        return walked + timedelta(days=row.value)
    then = walked.astimezone(CHINA)
    day = months_later(then.date(), row.value)
    return datetime.combine(day, then.timetz()).astimezone(walked.tzinfo)


def revise(plan: KeptPlan, walk: Walk, version: int, row: Row) -> KeptPlan:
    """Another period counts from the last walk; Stale if the edit was made on another version."""
    if plan.version != version:
        raise Stale(plan.shown(), version)
    deadline = following(row, plan.walked_at) if plan.walked_at else plan.deadline
    new = dict(walk) | ({"deadline": deadline, "look_at": deadline} if walk.row != plan.row else {})
    return plan.model_copy(update=new)


def is_his(plan: KeptPlan, person: str) -> bool:
    return plan.person in (None, person)


def begin(plan: KeptPlan, person: str) -> None:
    if not is_his(plan, person):
        raise Refused("not-yours", status=403)


def when(captured: datetime, begun: datetime | None, now: datetime) -> datetime:
    """Refuse what was seen in the future, before the patrol, or too long ago to be believed."""
    if captured > now + SKEW:
        raise Invalid("in-the-future", "/body/captured_at")
    if captured < (begun or now) - (SKEW if begun else BEHIND):
        raise Invalid("too-old", "/body/captured_at")
    return captured


def answered(row: Row, answers: dict[str, Result]) -> list[Item]:
    """The items that are not in order; each of the list must be answered, and nothing else."""
    if answers.keys() != {item.id for item in row.items}:
        raise Invalid("items-differ", "/body/answers")
    return [item for item in row.items if answers[item.id] == "not_ok"]


def worst(items: Sequence[Item]) -> Item:
    return min(items, key=lambda item: WORST.index(item.severity))


def check(patrol: Patrol, asset_id: str, check_id: str, *, found: bool) -> Patrol:
    """An asset may be looked at again; the last check counts."""
    if asset_id not in patrol.route:
        raise Invalid("not-on-route", "/body/asset_id")
    checked = {**patrol.checked, asset_id: check_id}
    return patrol.model_copy(update={"checked": checked, "found": patrol.found + found})


def end(patrol: Patrol, at: datetime) -> Patrol:
    if patrol.state == "ended":
        raise Refused("patrol-over")
    return patrol.model_copy(update={"state": "ended", "ended_at": at})


def positions(patrol: Patrol, points: Iterable[Point], now: datetime) -> None:
    """Only where somebody was on the patrol, and only while it lasts."""
    if patrol.state == "ended":
        raise Refused("patrol-over")
    for point in points:
        when(point.at, patrol.begun_at, now)


def walked(plan: KeptPlan, patrol: Patrol, row: Row) -> KeptPlan | None:
    """Once all of a route was looked at and the patrol has ended, the next one is waited for."""
    at = patrol.ended_at
    if at is None or not patrol.is_whole or (plan.walked_at and plan.walked_at >= at):
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
    """Told to who made the plan and to whose it is, each day again."""
    about = plan.model_dump(include={"community", "row", "grid", "deadline"})
    told = PatrolOverdue(at=now, plan_id=plan.id, **about)
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
    return plan.model_copy(update={"overdue": True, "look_at": now + REPEAT}), told, notices
