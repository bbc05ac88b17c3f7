"""Which sighting a report is of, and what it adds to it. Pure.

Reports come late, twice and in any order. What was raised stays raised: who is joined to what
depends on what was heard first, and only on that.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from events.environment import FallSuspected, ThrownObjectSeen
from functions.environment.sightings import news
from functions.environment.sightings.model import MOST, Changed, Group, Near, Report, Rule, Sighting
from functions.environment.sightings.sensors.model import Record, Sensor
from linli.geo import metres
from linli.notices import derived

from .messages import Seen

STARTED = timedelta(seconds=20)  # by then the machine has asked
KEPT = 12  # sightings of one group: of those only the latest matter


def report(sensor: Sensor, record: Record, said: Seen, rule: Rule) -> Report:
    """Who fell is asked even by a sensor that is often wrong: he says so himself."""
    sure = (said.confidence or 0) >= rule.least
    right = rule.id == "fall" or record.doubted is None
    confidence = said.confidence or 0
    return Report(sensor_id=sensor.id, at=said.at, confidence=confidence, counts=sure and right)


def near(group: Group, at: datetime, rule: Rule) -> list[str]:
    """Those it may be of, the nearest in time first."""
    fit = [one for one in group.recent if _apart(one.since, at) <= timedelta(seconds=rule.window)]
    return [one.id for one in sorted(fit, key=lambda one: (_apart(one.since, at), one.id))]


def pick(
    sightings: Iterable[Sighting], sensor: Sensor, at: datetime, rule: Rule
) -> Sighting | None:
    """The first of these that is near in space too; a fall after he was well is another one."""
    for one in sightings:
        away = metres(one.lat, one.lon, sensor.point.lat, sensor.point.lon)
        later = one.over_at is not None and at > one.over_at
        if not later and (one.person is not None or away <= rule.within_m):
            return one
    return None


def begin(sensor: Sensor, first: Report, rule: Rule, now: datetime) -> Changed:
    """What counts is handled at once."""
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
    """One that counts raises what had only been noted."""
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
