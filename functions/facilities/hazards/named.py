"""The hazard for an alarm: by which limit, or by which rule of the city's own. Pure."""

from linli.alarms.cause import cause
from linli.alarms.model import Rule
from linli.alarms.state import Alarm

from .life import DRILL, HAND, Held, passed
from .model import Hazard

CITED = {"level", "raises", "priority", "category", "within_hours", "article"}


def hazard(held: Held, alarm: Alarm) -> Hazard:
    if held.of_city:
        return _of_city(held.rule, alarm)
    names = (held.measure, held.measure + HAND, held.measure + DRILL)
    values = [alarm.values[name] for name in names if name in alarm.values]
    rows = held.steps[alarm.level - 1]
    limit = passed(rows, values[0]) or rows[0]
    return Hazard(
        alarm=alarm.id,
        id=alarm.id,
        measure=held.measure,
        since=alarm.onset,
        value=values[0],
        cleared_at=alarm.cleared_at,
        by_hand=not held.drill and held.measure not in alarm.values,
        drill=held.drill,
        limit_id=limit.id,
        **limit.model_dump(include=CITED),
    )


def _of_city(rule: Rule, alarm: Alarm) -> Hazard:
    said = rule.step(alarm.level).model_dump(include=CITED)
    named = cause(rule, alarm)._asdict()
    whose = {"alarm": alarm.id, "id": alarm.id, "limit_id": rule.id, "article": rule.article}
    when = {"since": alarm.onset, "cleared_at": alarm.cleared_at}
    return Hazard.model_validate({**said, **named, **whose, **when})
