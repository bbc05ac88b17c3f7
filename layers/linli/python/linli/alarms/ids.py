"""Ids of alarms, derived from thing, rule and onset, so that evaluating again gives the same."""

from datetime import UTC

from linli.ids import derived

from .model import Rule
from .state import Alarm


def named(rule: Rule, thing: str, alarm: Alarm) -> Alarm:
    onset = alarm.onset.astimezone(UTC).isoformat()
    name = derived(thing, rule.id, onset, "drill" * alarm.drill)
    return alarm.model_copy(update={"id": name})
