"""The measure and value that stand for an alarm where only one of each can be given. Pure."""

from typing import NamedTuple

from .model import Absence, Rule
from .model import leaves as leaves_of
from .state import Alarm

SILENCE = "silence"  # stands for the absence of all measures


class Cause(NamedTuple):
    measure: str
    value: float


def cause(rule: Rule, alarm: Alarm) -> Cause:
    """The first measured one of its step; for an absence, the seconds without a sample."""
    known = [*leaves_of(rule.step(alarm.level).when)]
    for leaf in known:
        if leaf.measure in alarm.values:
            return Cause(leaf.measure, alarm.values[leaf.measure])
    absent = next((leaf for leaf in known if isinstance(leaf, Absence)), None)
    seconds = absent.within_seconds if absent else 0.0
    return Cause((absent and absent.measure) or SILENCE, seconds)
