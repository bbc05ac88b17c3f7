"""Samples in the terms of the rules of `life`. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any

from linli.alarms.model import COMPARE, Leaf, Rule, Threshold, leaves
from linli.messages import Sample
from linli.points import Point

from .life import DRILL, HAND, Held, passed
from .model import Sensed


def said(sample: Sample, held: Iterable[Held], *, by_hand: bool = False) -> Sensed | None:
    """The measures that some rule refers to; a device may send any number of others."""
    own = {one.measure for one in held}
    measures = {name: value for name, value in sample.measures.items() if name in own}
    if not measures:
        return None
    known = sample.model_dump(include={"boot", "seq", "n", "drill", "by_hand"})
    return Sensed(at=sample.at, measures=measures, **known | ({"by_hand": True} if by_hand else {}))


def spoken(sensed: Sensed, held: Iterable[Held]) -> Point:
    """In the terms of the rules."""
    measures: dict[str, float] = {}
    for one in held:
        if (value := sensed.measures.get(one.measure)) is not None:
            measures |= _spoken(one, sensed, value)
    known = sensed.model_dump(include={"at", "boot", "seq", "n"})
    return Point.model_construct(measures=measures, **known)


def is_grave(sensed: Sensed, held: Iterable[Held]) -> bool:
    """Whether it raises a hazard that people must end."""
    rows = (row for one in held if not one.drill for step in one.steps for row in step)
    if not sensed.drill and any(_must_be_ended(one.rule, sensed) for one in held if one.of_city):
        return True
    return not sensed.drill and any(
        row.raises == "incident" and COMPARE[row.compare](sensed.measures[row.measure], row.value)
        for row in rows
        if row.measure in sensed.measures and row.in_force(sensed.at)
    )


def signature(sensed: Sensed, held: Iterable[Held]) -> tuple[Any, ...]:
    """What distinguishes it from adjacent samples: by hand or not, and the limits it violates."""
    own = [one for one in held if one.measure in sensed.measures]
    found = [
        passed((row for step in one.steps for row in step), sensed.measures[one.measure])
        for one in own
    ]
    ruled = (_passes(leaf, sensed) for one in held if one.of_city for leaf in _limits(one.rule))
    how = sensed.by_hand, sensed.drill, *sensed.measures
    return *how, *(row and row.id for row in found), *ruled


def _must_be_ended(rule: Rule, sensed: Sensed) -> bool:
    return not sensed.by_hand and any(
        not step.clears and any(_passes(leaf, sensed) for leaf in leaves(step.when))
        for step in rule.steps
    )


def _limits(rule: Rule) -> Iterator[Leaf]:
    return (leaf for step in rule.steps for leaf in leaves(step.when))


def _passes(leaf: Leaf, sensed: Sensed) -> bool:
    if not isinstance(leaf, Threshold) or leaf.measure not in sensed.measures:
        return False
    return leaf.holds(sensed.measures[leaf.measure], before=False)


def _spoken(one: Held, sensed: Sensed, value: float) -> dict[str, float]:
    over = passed((row for step in one.steps for row in step), value) is not None
    if one.drill:
        drill = sensed.drill and over
        return {} if sensed.by_hand else {f"{one.measure}{DRILL}": value if drill else 0.0}
    if sensed.drill and over:
        return {}
    if sensed.by_hand and not one.has_hand:
        return {one.measure: value} if over else {}
    plain = {} if sensed.by_hand else {one.measure: value}
    return plain | ({f"{one.measure}{HAND}": value} if one.has_hand else {})
