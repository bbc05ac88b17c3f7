"""Translates limits into alarm rules (linli.alarms), and samples into their measures. Pure.

All limits of a measure form one rule: those with the same consequence are one step; of equal
levels, the more urgent is worse. When limits begin or end, another rule follows.

A rule of the city's own is separate and has none of these limits. Beside each measure there is a
copy for values measured by hand (`_by_hand`): a sensor's reading counts for both, an inspector's
only for that. So an inspector can find and worsen a hazard but clears only what no sensor found. An
alarm caused by a registered test is a measure of its own (`_drill`) with a rule of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from functions.facilities.model import Kind
from linli.alarms.model import COMPARE, Rule

from .model import Limit, State

HAND, DRILL = "_by_hand", "_drill"
URGENT = ("P4", "P3", "P2", "P1")
SAME = {"raises", "priority", "category", "within_hours"}
TOGETHER = 8  # limits in one condition of a rule
DAY = timedelta(days=1)
Limits = Sequence[Limit]


class Held(NamedTuple):
    """A rule, and the limits of each of its steps; none for a rule of the city's own."""

    rule: Rule
    measure: str
    steps: tuple[tuple[Limit, ...], ...]
    drill: bool = False

    @property
    def has_hand(self) -> bool:
        """False for codes that a device reports, which nobody measures by hand."""
        return not self.drill and all(row.compare != "eq" for row in self.steps[0])

    @property
    def of_city(self) -> bool:
        return not self.steps


Holding = Mapping[Kind, tuple[Held, ...]]


def holding(limits: Iterable[Limit]) -> Holding:
    """Rules by kind; a drill's come before the real ones, and end before those begin."""
    found: dict[Kind, list[Held]] = defaultdict(list)
    by_measure: dict[tuple[Kind, str], list[Limit]] = defaultdict(list)
    for limit in limits:
        by_measure[limit.kind, limit.measure].append(limit)
    for (kind, _), own in by_measure.items():
        for begins, ends in _stretches(own):
            found[kind] += _held([row for row in own if row.holds(begins)], begins, ends)
    return {kind: tuple(own) for kind, own in found.items()}


def held_to(kind: Kind, limits: Limits) -> list[Limit]:
    """The limits for an address of a panel. Whatever is registered there is also held to the limits
    of a detector, since it may burn.
    """
    own = [limit for limit in limits if limit.kind == kind]
    known = {limit.measure for limit in own}
    states = (one for one in limits if one.kind == Kind.FIRE_DETECTOR and one.measure not in known)
    return [*own, *(limit.model_copy(update={"kind": kind}) for limit in states)]


def passed(limits: Iterable[Limit], value: float) -> Limit | None:
    """The worst limit that the value violates."""
    over = [limit for limit in limits if COMPARE[limit.compare](value, limit.value)]
    return max(over, key=_rank, default=None)


def of_city(rule: Rule) -> Held:
    """It applies to the same samples as the limits; it has no measures of its own."""
    return Held(rule, "", ())


def _stretches(limits: Limits) -> Iterator[tuple[date, date | None]]:
    """The spans of time in which the same limits are in force."""
    turns = {row.effective_from for row in limits}
    turns |= {row.effective_to + DAY for row in limits if row.effective_to}
    begins = sorted(turns)
    for begin, end in zip(begins, [*begins[1:], None], strict=True):
        if any(row.holds(begin) for row in limits):
            yield begin, end - DAY if end else None


def _held(limits: Limits, begins: date, ends: date | None) -> Iterator[Held]:
    rows = sorted(limits, key=_rank)
    steps = tuple(tuple(same) for _, same in groupby(rows, _rank))
    measure = rows[0].measure
    if all(isinstance(row, State) for row in rows):
        yield Held(_rule(steps, begins, ends, (DRILL,)), measure, steps, drill=True)
    plain = Held(_rule(steps, begins, ends, ("",)), measure, steps)
    if plain.has_hand:
        plain = plain._replace(rule=_rule(steps, begins, ends, ("", HAND)))
    yield plain


def _rule(
    steps: tuple[tuple[Limit, ...], ...], begins: date, ends: date | None, ends_in: Sequence[str]
) -> Rule:
    first = steps[0][0]
    name = f"{first.kind}-{first.measure}{''.join(ends_in[:1])}"
    said = [
        {
            "level": number,
            "when": _any([_threshold(row, end) for row in step for end in ends_in]),
            "clears": DRILL in ends_in or step[0].raises == "hazard",
            **step[0].model_dump(include=SAME),
        }
        for number, step in enumerate(steps, start=1)
    ]
    known = {"id": f"{name}-{begins}", "kind": first.kind, "article": first.article}
    when = {"effective_from": begins, "effective_to": ends, "mark": first.mark}
    return Rule.model_validate({"steps": said, **known, **when})


def _threshold(row: Limit, ends_in: str) -> dict[str, Any]:
    said = row.model_dump(include={"compare", "value", "unit"})
    return {"by": "threshold", "measure": f"{row.measure}{ends_in}", **said}


def _any(whens: list[dict[str, Any]]) -> dict[str, Any]:
    while len(whens) > TOGETHER:
        groups = [whens[n : n + TOGETHER] for n in range(0, len(whens), TOGETHER)]
        whens = [_any(group) for group in groups]
    return whens[0] if len(whens) == 1 else {"by": "any", "of": whens}


def _rank(row: Limit) -> tuple[int, int, float]:
    hours = -row.within_hours if row.within_hours else 0.0
    return row.level, URGENT.index(row.priority), hours
