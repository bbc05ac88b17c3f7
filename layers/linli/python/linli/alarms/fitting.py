"""Whether rules use measures of their kind, in the unit that the kind states."""

from collections.abc import Iterator, Mapping

from linli.errors import Invalid

from .model import Absence, Rule
from .model import leaves as leaves_of

Units = Mapping[str, str]  # of a kind: from measure to unit


def fit(rule: Rule, units: Units) -> Rule:
    """The rule, if it fits. Raises Invalid for a measure that the kind does not have, or another
    unit: no value is ever converted.
    """
    for path, measure, unit in _spoken(rule):
        if measure not in units:
            raise Invalid("unknown-measure", path)
        if unit is not None and unit != units[measure]:
            raise Invalid("wrong-unit", path)
    return rule


def _spoken(rule: Rule) -> Iterator[tuple[str, str, str | None]]:
    for number, step in enumerate(rule.steps):
        for leaf in leaves_of(step.when):
            unit = None if isinstance(leaf, Absence) else leaf.unit
            if leaf.measure is not None:
                yield f"/steps/{number}/when", leaf.measure, unit
