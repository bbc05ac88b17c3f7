"""What assets are held to, said as alarm rules, and what sensors say as these speak of it. Pure.

The limits of a measure are the steps of one rule: those that raise the same are one step, and of
one level the more urgent is the worse. Where limits begin or end, another rule follows.

A rule of the city's own is one more, and has none of these limits. Beside each measure stands what
anybody last measured of it (`_by_hand`): a sensor's reading counts
for both, an inspector's for that alone. So an inspector finds and worsens, and clears only what no
sensor has found. What a registered test set off is a measure (`_drill`) with a rule of its own.
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
TOGETHER = 8  # limits of one condition
DAY = timedelta(days=1)
Limits = Sequence[Limit]


class Held(NamedTuple):
    """One rule, and of each of its steps the limits; of a rule of the city's own, none."""

    rule: Rule
    measure: str
    steps: tuple[tuple[Limit, ...], ...]
    drill: bool = False

    @property
    def has_hand(self) -> bool:
        """Nobody measures by hand what a device says by a number."""
        return not self.drill and all(row.compare != "eq" for row in self.steps[0])

    @property
    def of_city(self) -> bool:
        return not self.steps


Holding = Mapping[Kind, tuple[Held, ...]]


def holding(limits: Iterable[Limit]) -> Holding:
    """By kind; what is a drill stands before what is real, and ends before that begins."""
    found: dict[Kind, list[Held]] = defaultdict(list)
    by_measure: dict[tuple[Kind, str], list[Limit]] = defaultdict(list)
    for limit in limits:
        by_measure[limit.kind, limit.measure].append(limit)
    for (kind, _), own in by_measure.items():
        for begins, ends in _stretches(own):
            found[kind] += _held([row for row in own if row.holds(begins)], begins, ends)
    return {kind: tuple(own) for kind, own in found.items()}


def held_to(kind: Kind, limits: Limits) -> list[Limit]:
    """The limits of what stands at an address of a panel. What is no detector is held to a
    detector's too, for whatever it is registered as may burn.
    """
    own = [limit for limit in limits if limit.kind == kind]
    known = {limit.measure for limit in own}
    states = (one for one in limits if one.kind == Kind.FIRE_DETECTOR and one.measure not in known)
    return [*own, *(limit.model_copy(update={"kind": kind}) for limit in states)]


def passed(limits: Iterable[Limit], value: float) -> Limit | None:
    """The worst that the value passes."""
    over = [limit for limit in limits if COMPARE[limit.compare](value, limit.value)]
    return max(over, key=_rank, default=None)


def of_city(rule: Rule) -> Held:
    """It hears what the rules of the limits hear: of no measure of its own."""
    return Held(rule, "", ())


def _stretches(limits: Limits) -> Iterator[tuple[date, date | None]]:
    """From when to when the same of them are in force."""
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
