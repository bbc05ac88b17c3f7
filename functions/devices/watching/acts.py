"""Evaluates the alarms of a device: load, decide, write."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from functions.devices.kinds import store as kinds
from functions.devices.kinds.model import Kind
from functions.devices.register import store as register
from functions.devices.register.model import Device, Entry
from linli import clock, watching
from linli.alarms.followed import Heard, Thing
from linli.errors import NotFound
from linli.points import Point
from linli.store import Write, commit, until_settled

from . import forgetting, news, rules, store
from .model import Alarm, Watch
from .news import Changed


def stirred(said: Mapping[str, tuple[Kind, Sequence[Point]]]) -> set[str]:
    """Devices whose calm samples still matter; a revised kind may have had other rules."""
    ruled = {name: one for name, one in said.items() if one[0].rules or one[0].version}
    watches = store.watches(sorted(ruled)) if ruled else {}
    things = {name: (Thing(name, kind.rules), points) for name, (kind, points) in ruled.items()}
    return watching.awake(watches, things)


def heard(device: Device, kind: Kind, points: Sequence[Point]) -> list[Write]:
    watch, now = _now(device)
    return writes(device, watching.hear(watch, rules.thing(watch, kind), points, now), now)


def settle(device: Device, kind: Kind, since: datetime) -> None:
    """Re-evaluate after storing: other messages may have been stored meanwhile."""

    def again() -> None:
        watch, now = _now(device)
        changed = watching.again(watch, rules.thing(watch, kind), since, now)
        if todo := writes(device, changed, now):
            commit(*todo)

    until_settled(again)


def look(pk: str, sk: str) -> None:
    """Called by the sweeper when something is due; nothing if the device's messages are refused."""

    def wake() -> None:
        watch = store.by_key(pk, sk)
        now = clock.now(watch.community)
        if watch.due is None or watch.due > now:
            return
        device = register.device(watch.device_id)
        if not register.heard(device, watch.community):
            commit(*ended(watch, now))
            return
        changed = watching.wake(watch, rules.thing(watch, kind_of(device)), now)
        if todo := writes(device, changed, now):
            commit(*todo)

    until_settled(wake)


def release(alarm_id: str, at: datetime, *, sensor_fault: bool = False) -> None:
    """Its incident was closed; hazards of other features are unknown here."""

    def end() -> None:
        try:
            alarm = store.alarm(alarm_id)
            device = register.device(alarm.device_id)
        except NotFound:
            return
        watch, now = _now(device)
        if sensor_fault:
            todo = _overruled(watch, alarm, min(at, now), now)
        else:
            thing = rules.thing(watch, kind_of(device))
            todo = writes(device, watching.end(watch, thing, alarm_id, min(at, now), now), now)
        if todo:
            commit(*todo)

    until_settled(end)


def kind_of(device: Device) -> Kind:
    return kinds.kind(device.kind)


def work(device: Device, decide: Callable[[Watch], Watch], line: Entry) -> Watch:
    """Change the windows; open alarms are re-evaluated by them, with a line of history."""

    def change() -> Watch:
        before, now = _now(device)
        after = decide(before)
        if after == before:
            return before
        told = watching.again(after, rules.thing(after, kind_of(device)), now, now)
        todo = writes(device, told, now) or [store.keep(after)]
        commit(*todo, register.note(device, line))
        return after

    return until_settled(change)


def retire(device_id: str, community: str) -> None:
    def end() -> None:
        watch = store.watch(device_id, community)
        if watch.following or watch.due:
            commit(*ended(watch, clock.now(community)))

    until_settled(end)


def ended(watch: Watch, now: datetime) -> list[Write]:
    """The device has ended, and with it its open alarms."""
    told = [one for kept in watch.following.values() for one in kept.told if one.is_open]
    known = store.known(sorted(one.alarm.id for one in told))
    after = watch.model_copy(update={"following": {}, "due": None})
    over = (news.over(alarm, now) for alarm in known.values())
    return [store.keep(after), *map(_kept, over)]


def _overruled(watch: Watch, alarm: Alarm, until: datetime, now: datetime) -> list[Write]:
    """People ended the alarm although its sensor does not read normal."""
    if alarm.ended_at or alarm.withdrawn:
        return []
    after = watching.over(watch, alarm.id, until)
    return [store.keep(after), _kept(news.over(alarm, now, sensor_fault=True))]


def writes(device: Device, changed: watching.Changed[Watch] | None, now: datetime) -> list[Write]:
    """No writes if nothing changed."""
    if changed is None:
        return []
    return [store.keep(changed.after), *map(_kept, _told(device, changed.news, now))]


def _now(device: Device) -> tuple[Watch, datetime]:
    return store.watch(device.id, device.community), clock.now(device.community)


def _told(device: Device, heard: Sequence[Heard], now: datetime) -> list[Changed]:
    known = store.known(sorted({one.news.told.alarm.id for one in heard})) if heard else {}
    told: list[Changed] = []
    by_alarm = sorted(heard, key=_name)  # stable: keeps the order within an alarm
    for name, group in groupby(by_alarm, key=_name):
        said = [*group]
        if rule := said[-1].rule:
            told.append(news.told(known.get(name), device, rule, [o.news for o in said], now))
        elif before := known.get(name):
            told.append(news.gone(before, None, now))
    return told


def _kept(changed: Changed) -> Write:
    if not kinds.kind(changed.after.kind).personal:
        return store.keep_alarm(changed)
    return store.keep_alarm(news.veiled(changed), forgetting.expires(changed.after))


def _name(one: Heard) -> str:
    return one.news.told.alarm.id
