"""Whether a sample can change an alarm at all. Most are within limits, of things with no alarm, and
need not be evaluated.
"""

from datetime import timedelta

from linli.points import Point

from .model import Absence, Leaf, Rule, Threshold
from .model import leaves as leaves_of
from .state import Heard, State


def quiet(rule: Rule, point: Point, state: State | None = None) -> bool:
    """Whether evaluating the rule with this sample gives the same alarms as without it.

    `state` is that of the last evaluation, None if nothing was ever wrong with the thing; since
    then there may only have been quiet samples. A sample that a `Change` compares is never
    quiet, and without a state, neither is one that ends an absence.
    """
    if state and not (state.is_calm and _follows(rule, point, state)):
        return False
    latches = state.latches if state else ()
    for number, step in enumerate(rule.steps):
        own = list(leaves_of(step.when))
        heard = latches[number].leaves if latches else (Heard(),) * len(own)
        pairs = zip(own, heard, strict=True)
        if not all(_says_nothing(*pair, point) for pair in pairs):
            return False
    return True


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


def _says_nothing(leaf: Leaf, heard: Heard, point: Point) -> bool:
    if isinstance(leaf, Absence):
        return _fills_nothing(leaf, heard, point)
    if (value := point.measures.get(leaf.measure)) is None:
        return True
    return isinstance(leaf, Threshold) and not leaf.holds(value, before=False)


def _fills_nothing(leaf: Absence, heard: Heard, point: Point) -> bool:
    """Within `within_seconds` of a known sample there is no room for an absence, neither before
    this one nor after it.
    """
    if leaf.measure is not None and leaf.measure not in point.measures:
        return True
    near = timedelta(seconds=leaf.within_seconds)
    return heard.at is not None and abs(point.at - heard.at) <= near
