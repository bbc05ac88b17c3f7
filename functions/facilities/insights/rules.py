"""How a closed hazard is counted. Pure; the sums do not depend on the order of closing."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from functions.facilities.assets.model import Asset
from functions.facilities.ledger.model import FactKind, LedgerEntry, LedgerFact
from linli.ids import derived
from linli.wall import CHINA

from .model import By, Figure, Outcome, Spent, Step, Stretch

REPAIRED: tuple[FactKind, ...] = ("repaired", "incident-handled")


def outcome(
    entry: LedgerEntry, facts: Sequence[LedgerFact], asset: Asset | None, closed_at: datetime
) -> Outcome:
    return Outcome(
        hazard_id=entry.id,
        month=month(closed_at),
        asset_id=asset.id if asset else None,
        kind=asset.kind if asset else entry.kind,
        maker=asset.maker if asset else None,
        closed_at=closed_at,
        rejected=entry.state == "rejected",
        late=any(fact.kind == "overdue" for fact in facts),
        repeat=entry.recurrence > 0,
        spent=spent(entry.found_at, facts, closed_at),
        **entry.model_dump(
            include={"number", "community", "category", "severity", "found_by", "found_at", "cost"}
        ),
    )


def spent(found: datetime, facts: Sequence[LedgerFact], closed: datetime) -> dict[Step, int]:
    """Seconds per step; of a repair that was returned, the last attempt counts."""
    assigned = _at(facts, ("assigned",))
    repaired = _at(reversed(facts), REPAIRED)
    verified = _at(reversed(facts), ("verified",))
    steps: dict[Step, tuple[datetime | None, datetime | None]] = {
        "assign": (found, assigned),
        "repair": (assigned, repaired),
        "verify": (repaired, verified),
        "close": (verified, closed),
        "whole": (found, closed),
    }
    return {
        step: max(0, round((end - begin).total_seconds()))
        for step, (begin, end) in steps.items()
        if begin and end
    }


def places(one: Outcome) -> list[tuple[By, str]]:
    """The figures it is counted in; unknown attributes are left out."""
    known: list[tuple[By, str | None]] = [
        ("all", ""),
        ("kind", one.kind),
        ("maker", one.maker),
        ("asset", one.asset_id),
    ]
    return [(by, value) for by, value in known if value is not None]


def empty(one: Outcome, by: By, value: str) -> Figure:
    figure_id = identity(one.community, one.month, by, value)
    return Figure(id=figure_id, community=one.community, month=one.month, by=by, value=value)


def identity(community: str, month: str, by: By, value: str) -> str:
    return derived(f"{community}|{month}|{by}|{value}")


def add(figure: Figure, one: Outcome, between: Spent) -> Figure:
    if one.rejected:
        return figure.model_copy(update={"rejected": figure.rejected + 1})
    spent = {
        step: _sum(figure.spent.get(step, Spent()), Spent(n=1, seconds=seconds))
        for step, seconds in one.spent.items()
    }
    return figure.model_copy(
        update={
            "hazards": figure.hazards + 1,
            "late": figure.late + one.late,
            "repeats": figure.repeats + one.repeat,
            "cost": figure.cost + (one.cost or 0),
            "costed": figure.costed + (one.cost is not None),
            "between": _sum(figure.between, between),
            "spent": figure.spent | spent,
        }
    )


def stretch(before: Stretch | None, asset_id: str, found: datetime) -> tuple[Stretch, Spent]:
    """The time span with one more hazard, and the intervals this adds. Their sum is always last
    minus first, in whatever order hazards are closed.
    """
    if before is None:
        return Stretch(asset_id=asset_id, first=found, last=found), Spent()
    new = {
        "first": min(before.first, found),
        "last": max(before.last, found),
        "hazards": before.hazards + 1,
    }
    after = before.model_copy(update=new)
    longer = (after.last - after.first) - (before.last - before.first)
    return after, Spent(n=1, seconds=round(longer.total_seconds()))


def month(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%Y-%m}"


def _sum(one: Spent, other: Spent) -> Spent:
    return Spent(n=one.n + other.n, seconds=one.seconds + other.seconds)


def _at(facts: Iterable[LedgerFact], kinds: tuple[FactKind, ...]) -> datetime | None:
    return next((fact.at for fact in facts if fact.kind in kinds), None)
