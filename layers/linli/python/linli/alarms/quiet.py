"""Whether a sample can change an alarm at all. Most are within limits, of things with no alarm, and
need not be evaluated.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from linli.points import Point

from .model import Absence, Change, Leaf, Rule, Threshold
from .model import leaves as leaves_of
from .state import Heard, State

Bounds = Mapping[str, tuple[float, float]]  # by measure: lowest and highest value nearby


def quiet(
    rule: Rule, point: Point, state: State | None = None, bounds: Bounds | None = None
) -> bool:
    """Whether evaluating the rule with this sample gives the same alarms as without it.

    `state` is that of the last evaluation, None if nothing was ever wrong with the thing; since
    then there may only have been quiet samples. `bounds` are the lowest and highest values of all
    samples within reach of a change. Without them, no sample of a measure with a rule of change is
    quiet; without a state, none that ends an absence.
    """
    if state and not (state.is_calm and _follows(rule, point, state)):
        return False
    latches = state.latches if state else ()
    for number, step in enumerate(rule.steps):
        own = list(leaves_of(step.when))
        heard = latches[number].leaves if latches else (Heard(),) * len(own)
        pairs = zip(own, heard, strict=True)
        if not all(_says_nothing(*pair, point, bounds or {}) for pair in pairs):
            return False
    return True


def widened(bounds: Bounds, points: Iterable[Point]) -> Bounds:
    """The bounds, extended to include these samples."""
    wide = dict(bounds)
    for point in points:
        for measure, value in point.measures.items():
            low, high = wide.get(measure, (value, value))
            wide[measure] = min(low, value), max(high, value)
    return wide


def reach(rule: Rule) -> timedelta:
    """How long before a sample the earlier ones matter to it, if there was no alarm then."""
    stretches = [rule.holds_seconds or 0.0]
    for step in rule.steps:
        near = (one for one in leaves_of(step.when) if not isinstance(one, Threshold))
        stretches += [leaf.within_seconds for leaf in near]
    return timedelta(seconds=max(stretches))


def _follows(rule: Rule, point: Point, state: State) -> bool:
    """Whether the sample is later than the time at which something was last wrong, and later than
    the state itself if the rule depends on samples that the state has not seen.
    """
    if state.at is None:
        return True
    if reach(rule) and point.at <= state.at:
        return False
    return state.up is None or point.at > state.up


def _says_nothing(leaf: Leaf, heard: Heard, point: Point, bounds: Bounds) -> bool:
    if isinstance(leaf, Absence):
        return _fills_nothing(leaf, heard, point)
    if (value := point.measures.get(leaf.measure)) is None:
        return True
    if isinstance(leaf, Threshold):
        return not leaf.holds(value, before=False)
    return leaf.measure in bounds and _is_flat(leaf, value, bounds[leaf.measure])


def _fills_nothing(leaf: Absence, heard: Heard, point: Point) -> bool:
    """Within `within_seconds` of a known sample there is no room for an absence, neither before
    this one nor after it.
    """
    if leaf.measure is not None and leaf.measure not in point.measures:
        return True
    near = timedelta(seconds=leaf.within_seconds)
    return heard.at is not None and abs(point.at - heard.at) <= near


def _is_flat(leaf: Change, value: float, bounds: tuple[float, float]) -> bool:
    low, high = bounds
    return max(value - low, high - value) < leaf.value
