"""Events about an alarm, and its published state. Pure.

Receivers trust the newest event by its time. A correction by late data is about an earlier time
than the event it corrects, so it is dated now: no event is dated before the last one.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from events import Event
from events.devices import (
    DeviceAlarmCleared,
    DeviceAlarmCorrected,
    DeviceAlarmEvent,
    DeviceAlarmRaised,
    DeviceAlarmSettled,
    DeviceAlarmWithdrawn,
    DeviceAlarmWorsened,
)
from functions.devices.model import UNSAID
from functions.devices.register.model import Device
from linli.alarms import state
from linli.alarms.cause import cause
from linli.alarms.model import Rule
from linli.alarms.telling import News, What

from .model import Alarm

E = TypeVar("E", bound=DeviceAlarmEvent)
SAID = {"community", "grid", "address", "building", "zone", "lat", "lon", "drill"}
SAID |= {"measure", "value"}
SAID |= {"raises", "priority", "category", "article", "episode", "within_hours", "kind"}
SAID |= {"level", "onset", "flapping"}
READ = "C"  # mark of a verified source
LOCAL = "local"


class Changed(NamedTuple):
    after: Alarm
    news: tuple[Event, ...] = ()


def told(
    before: Alarm | None, device: Device, rule: Rule, said: Collection[News], now: datetime
) -> Changed:
    """All events of one alarm; the last has its present state."""
    what = {one.what for one in said}
    last = [*said][-1]
    if last.told.withdrawn and before:
        return gone(before, last.told.into, now)
    alarm = last.told.alarm
    after = _known(before, device, rule, alarm, returned="returned" in what)
    return _said(after, what, last.was, alarm, now)


def gone(alarm: Alarm, into: str | None, now: datetime) -> Changed:
    """Withdrawn."""
    at = max(now, alarm.said)
    after = alarm.model_copy(update={"withdrawn": True, "into": into, "said": at})
    return Changed(after, (event(DeviceAlarmWithdrawn, after, at, into=into),))


def over(alarm: Alarm, now: datetime, *, sensor_fault: bool = False) -> Changed:
    """Its device has ended; or, with a `sensor_fault`, people ended it although nothing has read
    normal, which is not published therefore.
    """
    at = max(now, alarm.said)
    cleared = alarm.cleared_at or at
    after = alarm.model_copy(update={"cleared_at": cleared, "ended_at": at, "said": at})
    silent = alarm.cleared_at or sensor_fault
    facts = [] if silent else [event(DeviceAlarmCleared, after, at)]
    return Changed(after, (*facts, event(DeviceAlarmSettled, after, at)))


def bare(alarm: Alarm) -> Alarm:
    """Without values, as published, once the agreement of its person has ended."""
    said = {"measure": UNSAID, "value": float(alarm.level), "values": {}}
    return alarm.model_copy(update=said | {"rule": UNSAID, "article": LOCAL})


def veiled(changed: Changed) -> Changed:
    """For a personal device, events contain the severity but neither measure nor rule, whose names
    would reveal them. The row has all; reading it requires a purpose and is logged.
    """
    how_bad = float(changed.after.level)
    said = {"measure": UNSAID, "value": how_bad, "limit_id": UNSAID, "article": LOCAL}
    return changed._replace(news=tuple(one.model_copy(update=said) for one in changed.news))


def event(fact: type[E], alarm: Alarm, at: datetime, **own: Any) -> E:
    whose = {"asset_id": alarm.device_id, "hazard_id": alarm.id, "limit_id": alarm.rule}
    more = {"verified": alarm.mark == READ, "at": at}
    return fact.model_validate({**alarm.model_dump(include=SAID), **whose, **more, **own})


def _known(
    before: Alarm | None, device: Device, rule: Rule, alarm: state.Alarm, *, returned: bool
) -> Alarm:
    step = rule.step(alarm.level)
    place = device.model_dump(include={"community", "grid", "building", "zone", "kind"})
    place |= {"lat": device.point.lat, "lon": device.point.lon, "device_id": device.id}
    place |= {"address": None if device.agreed else device.address}
    by = step.model_dump(include={"raises", "priority", "category", "within_hours"})
    by |= {"rule": rule.id, "article": rule.article, "mark": rule.mark}
    by |= cause(rule, alarm)._asdict()
    again = {"version": before and before.version, "said": before.said if before else alarm.onset}
    again["episode"] = (before.episode if before else 0) + returned
    own = alarm.model_dump(exclude={"stages"})
    return Alarm.model_validate({**place, **by, **own, **again})


def _said(
    after: Alarm, what: set[What], was: state.Alarm | None, alarm: state.Alarm, now: datetime
) -> Changed:
    """In chronological order."""
    facts: list[tuple[type[DeviceAlarmEvent], datetime]] = []
    if "raised" in what:
        facts.append((DeviceAlarmRaised, alarm.onset))
    if "worsened" in what:
        facts.append((DeviceAlarmWorsened, alarm.stages[-1][0]))
    if "returned" in what:
        facts.append((DeviceAlarmWorsened, now))
    if was and what & {"corrected", "flapping"}:
        facts.append((DeviceAlarmCorrected, now))
    if "cleared" in what:
        facts.append((DeviceAlarmCleared, alarm.cleared_at or now))
    if "ended" in what:
        facts.append((DeviceAlarmSettled, alarm.ended_at or now))
    news, at = [], after.said
    for fact, of in facts:
        at = max(of, at)
        own = {"was_onset": was.onset, "was_level": was.level} if was else {}
        news.append(event(fact, after, at, **(own if fact is DeviceAlarmCorrected else {})))
    return Changed(after.model_copy(update={"said": at}), tuple(news))
