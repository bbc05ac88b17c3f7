"""Which sighting a report belongs to, and what it adds. Pure.

Reports may be late, repeated and in any order. Once raised, a sighting stays raised; joining
depends only on the order of arrival.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from events.environment import FallSuspected, ThrownObjectSeen
from functions.environment.sightings import news
from functions.environment.sightings.model import MOST, Changed, Group, Near, Report, Rule, Sighting
from functions.environment.sightings.sensors.model import Record, Sensor
from linli.geo import metres
from linli.ids import derived

from .messages import Seen

STARTED = timedelta(seconds=20)  # by then the state machine has asked
KEPT = 12  # sightings remembered per group, the latest


def report(sensor: Sensor, record: Record, said: Seen, rule: Rule) -> Report:
    """A fall counts even from a sensor with many false alarms, as the person is asked."""
    sure = (said.confidence or 0) >= rule.least
    right = rule.id == "fall" or record.doubted is None
    confidence = said.confidence or 0
    return Report(sensor_id=sensor.id, at=said.at, confidence=confidence, counts=sure and right)


def near(group: Group, at: datetime, rule: Rule) -> list[str]:
    """Candidates, nearest in time first."""
    fit = [one for one in group.recent if _apart(one.since, at) <= timedelta(seconds=rule.window)]
    return [one.id for one in sorted(fit, key=lambda one: (_apart(one.since, at), one.id))]


def pick(
    sightings: Iterable[Sighting], sensor: Sensor, at: datetime, rule: Rule
) -> Sighting | None:
    """The first candidate that is near in space too; after its end or an all-clear it is none."""
    for one in sightings:
        away = metres(one.lat, one.lon, sensor.point.lat, sensor.point.lon)
        ended = one.over_at or one.closed_at
        later = ended is not None and at > ended
        if not later and (one.person is not None or away <= rule.within_m):
            return one
    return None


def begin(sensor: Sensor, first: Report, rule: Rule, now: datetime) -> Changed:
    """A report that counts is handled at once."""
    new = Sighting(
        id=derived("sighting", rule.id, sensor.id, first.at.isoformat()),
        stage="noted",
        kind=rule.id,
        lat=sensor.point.lat,
        lon=sensor.point.lon,
        since=first.at,
        begun_at=now,
        reports=(first,),
        **sensor.model_dump(include={"community", "grid", "building", "zone", "person"}),
    )
    return _started(new, rule, now) if first.counts else Changed(new)


def join(sighting: Sighting, more: Report, rule: Rule, now: datetime) -> Changed:
    """A report that counts raises a sighting that was only noted."""
    if more in sighting.reports:
        return Changed(sighting)
    after = sighting.model_copy(update={"reports": (*sighting.reports, more)[:MOST]})
    if more.counts and sighting.stage == "noted":
        return _started(after.model_copy(update={"begun_at": now}), rule, now)
    return Changed(after)


def with_(group: Group, sighting: Sighting) -> Group:
    if any(one.id == sighting.id for one in group.recent):
        return group
    new = Near(id=sighting.id, since=sighting.since)
    return group.model_copy(update={"recent": (*group.recent, new)[-KEPT:]})


def _started(sighting: Sighting, rule: Rule, now: datetime) -> Changed:
    if sighting.kind == "fall":
        asking = sighting.model_copy(update={"stage": "asking", "due": now + STARTED})
        return Changed(asking, (news.event(FallSuspected, asking, rule, now),))
    raised = sighting.model_copy(update={"stage": "raised", "raised_at": now})
    return Changed(raised, (news.event(ThrownObjectSeen, raised, rule, sighting.since),))


def _apart(one: datetime, other: datetime) -> timedelta:
    return abs(one - other)
