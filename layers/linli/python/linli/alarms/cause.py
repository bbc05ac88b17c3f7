"""What an alarm is named by, where one measure and one number must do. Pure."""

from typing import NamedTuple

from .model import Absence, Rule
from .model import leaves as leaves_of
from .state import Alarm

SILENCE = "silence"  # the measure of a thing that says nothing at all


class Cause(NamedTuple):
    measure: str
    value: float


def cause(rule: Rule, alarm: Alarm) -> Cause:
    """The first measure of its step; of an absence, for how long nothing was measured."""
    known = [*leaves_of(rule.step(alarm.level).when)]
    for leaf in known:
        if leaf.measure in alarm.values:
            return Cause(leaf.measure, alarm.values[leaf.measure])
    absent = next((leaf for leaf in known if isinstance(leaf, Absence)), None)
    seconds = absent.within_seconds if absent else 0.0
    return Cause((absent and absent.measure) or SILENCE, seconds)
