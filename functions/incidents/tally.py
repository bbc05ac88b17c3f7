"""An incident that is about several hazards: how many, how bad, how many still abnormal. Pure.

Most are about one, and keep it as fields of their own. Of more, the one it leads with is `lead`,
each other a row; the incident itself only counts them, so that it stays small however many join.
"""

from collections import Counter
from typing import Any, NamedTuple, get_args

from events.facilities import Priority

from .model import Incident, Member, Sensor

FACE = {"subject", "kind", "hazard_id", "measure", "value", "category", "article", "limit_id"}
WHOLE = FACE | {"grid", "hazard_at", "priority", "sensor", "actions"}
PRIORITIES: tuple[Priority, ...] = get_args(Priority)


class Counts(NamedTuple):
    by_priority: "Counter[Priority]"
    abnormal: int


NONE = Counts(Counter(), 0)


def lead(incident: Incident) -> Member:
    """The hazard that the incident shows; all it is about, unless others joined."""
    own = incident.lead or Member.model_validate(incident.model_dump(include=WHOLE))
    return own.model_copy(update={"actions": incident.actions})


def one(member: Member) -> Counts:
    sensed = member.sensor
    return Counts(Counter({member.priority: 1}), int(not (sensed.normal or sensed.absent)))


def counts(incident: Incident) -> Counts:
    """Of all it is about, those of the incidents joined to it among them."""
    if incident.tally and incident.abnormal is not None:
        return Counts(Counter(incident.tally), incident.abnormal)
    return one(lead(incident))


def recount(
    incident: Incident, before: Counts, after: Counts, heard: Sensor | None = None
) -> dict[str, Any]:
    """What changes in the incident when `before` of its counts becomes `after`; `heard` is the
    reading by which it does. Its priority is that of the worst, its sensor normal when all are.
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
    """What the incident shows of the hazard it leads with; how bad it is, all of them say."""
    shown = member.model_dump(include=FACE)
    return shown | {"hazard_at": member.hazard_at, "lead": member, "actions": member.actions}
