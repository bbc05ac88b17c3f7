"""Ids of alarms, derived from thing, rule and onset, so that evaluating again gives the same."""

import hashlib
from datetime import UTC

from .model import Rule
from .state import Alarm


def named(rule: Rule, thing: str, alarm: Alarm) -> Alarm:
    onset = alarm.onset.astimezone(UTC).isoformat()
    cause = "\0".join((thing, rule.id, onset, "drill" * alarm.drill))
    name = hashlib.sha256(cause.encode()).hexdigest()[:26]
    return alarm.model_copy(update={"id": name})
