"""Storage of alarms. Keys are spelled in this file and nowhere else.

watching#<device>   watch    the state of its alarms; due for the next evaluation
alarm#<id>          alarm    an alarm as last published; listed by device and onset; of a personal
                             device, expires a while after its end
"""

from collections.abc import Iterable
from datetime import datetime

from linli.packs import beside
from linli.store import Page, Write, find, listing, load, load_many
from linli.table import utc

from .model import Alarm, Watch
from .news import Changed

SHOWN = 50


def watch(device_id: str, community: str) -> Watch:
    """The state; a new one by default."""
    found = find(_watch(device_id), "watch", Watch)
    return found or Watch(device_id=device_id, community=community)


def watches(device_ids: Iterable[str]) -> dict[str, Watch]:
    """The stored states of devices, by device."""
    found = beside.load_many([(_watch(one), "watch") for one in device_ids], Watch)
    return {one.device_id: one for one in found.values()}


def by_key(pk: str, sk: str) -> Watch:
    return load(pk, sk, Watch)


def keep(watch: Watch) -> Write:
    return Write(_watch(watch.device_id), "watch", watch, due=watch.due)


def alarm(alarm_id: str) -> Alarm:
    return load(_alarm(alarm_id), "alarm", Alarm)


def known(alarm_ids: Iterable[str]) -> dict[str, Alarm]:
    found = load_many([(_alarm(one), "alarm") for one in alarm_ids], Alarm)
    return {one.id: one for one in found.values()}


def keep_alarm(changed: Changed, expires: datetime | None = None) -> Write:
    alarm = changed.after
    listed = f"alarms#{alarm.device_id}", f"{utc(alarm.onset)}#{alarm.id}"
    return Write(_alarm(alarm.id), "alarm", alarm, changed.news, listed=listed, expires=expires)


def alarms(device_id: str, after: str) -> Page[Alarm]:
    """Latest first."""
    return listing(f"alarms#{device_id}", Alarm, after=after, limit=SHOWN, newest=True)


def _watch(device_id: str) -> str:
    return f"watching#{device_id}"


def _alarm(alarm_id: str) -> str:
    return f"alarm#{alarm_id}"
