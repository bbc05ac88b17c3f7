"""An incident with several hazards: how many, how severe, how many still abnormal. Pure.

Most incidents have one hazard, in fields of their own. With more, the leading one is `lead`, each
other is a row, and the incident only counts them, so that its size stays bounded.
"""

from collections import Counter
from typing import Any, NamedTuple, get_args

from events.facilities import Priority

from .model import Incident, Member, Sensor

FACE = {"subject", "kind", "hazard_id", "measure", "value", "category", "article", "limit_id"}
WHERE = {"grid", "address", "building", "lat", "lon"}
WHOLE = FACE | WHERE | {"hazard_at", "priority", "sensor", "actions"}
PRIORITIES: tuple[Priority, ...] = get_args(Priority)


class Counts(NamedTuple):
    by_priority: "Counter[Priority]"
    abnormal: int


NONE = Counts(Counter(), 0)


def lead(incident: Incident) -> Member:
    """The leading hazard, shown as the incident's own."""
    own = incident.lead or Member.model_validate(incident.model_dump(include=WHOLE))
    return own.model_copy(update={"actions": incident.actions})


def one(member: Member) -> Counts:
    return Counts(Counter({member.priority: 1}), int(is_abnormal(member)))


def is_abnormal(member: Member) -> bool:
    """Whether it has a sensor, and that does not read normal."""
    return not (member.sensor.normal or member.sensor.absent)


def counts(incident: Incident) -> Counts:
    """Counts of all its hazards, including those of incidents joined to it."""
    if incident.tally and incident.abnormal is not None:
        return Counts(Counter(incident.tally), incident.abnormal)
    return one(lead(incident))


def recount(
    incident: Incident, before: Counts, after: Counts, heard: Sensor | None = None
) -> dict[str, Any]:
    """The changed fields when `before` of its counts becomes `after`, by the reading `heard`. Its
    priority is the highest of all hazards; its sensor is normal when all are.
    """
    known = counts(incident)
    by_priority = Counter(known.by_priority)
    by_priority.subtract(before.by_priority)
    by_priority.update(after.by_priority)
    abnormal = known.abnormal - before.abnormal + after.abnormal
    tally = {name: by_priority[name] for name in PRIORITIES if by_priority[name] > 0}
    newest = max(
        (one for one in (incident.sensor, heard) if one), key=lambda one: (one.at, one.version)
    )
    absent = incident.sensor.absent and (heard is None or heard.absent)
    return {
        "tally": tally,
        "abnormal": abnormal,
        "joined": sum(tally.values()) - 1,
        "priority": next(iter(tally), incident.priority),
        "sensor": newest.model_copy(update={"normal": abnormal == 0, "absent": absent}),
    }


def led_by(member: Member) -> dict[str, Any]:
    """The fields shown of the leading hazard; severity is determined by all hazards."""
    shown = member.model_dump(include=FACE)
    return shown | {"hazard_at": member.hazard_at, "lead": member, "actions": member.actions}
