"""Whether a rule, or a sample, speaks of measures as their kind does: in the same unit."""

from collections.abc import Iterator, Mapping

from linli.errors import Invalid
from linli.points import Point

from .model import Absence, Rule
from .model import leaves as leaves_of

Units = Mapping[str, str]  # of the measures of a kind of thing


def fit(rule: Rule, units: Units) -> Rule:
    """Refuse a rule of what its kind does not measure, or in another unit: nothing is converted."""
    for path, measure, unit in _spoken(rule):
        if measure not in units:
            raise Invalid("unknown-measure", path)
        if unit is not None and unit != units[measure]:
            raise Invalid("wrong-unit", path)
    return rule


def admit(point: Point, units: Units, stated: Units) -> Point:
    """Refuse a sample that states another unit than its kind's. A value that is no number was
    refused before: a Point holds none.
    """
    for measure in point.measures:
        if measure not in units:
            raise Invalid("unknown-measure", f"/measures/{measure}")
        if stated.get(measure, units[measure]) != units[measure]:
            raise Invalid("wrong-unit", f"/measures/{measure}")
    return point


def _spoken(rule: Rule) -> Iterator[tuple[str, str, str | None]]:
    for number, step in enumerate(rule.steps):
        for leaf in leaves_of(step.when):
            unit = None if isinstance(leaf, Absence) else leaf.unit
            if leaf.measure is not None:
                yield f"/steps/{number}/when", leaf.measure, unit
