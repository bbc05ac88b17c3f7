"""Desired settings are stored first, then published, and republished when the device asks."""

from datetime import datetime

from functions.devices.kinds import store as kinds
from functions.devices.known import NUMBERS
from functions.devices.register import rules as register_rules
from functions.devices.register import store as register
from functions.devices.register.model import Device, Entry
from linli import clock, mqtt, names
from linli.city import city
from linli.observe import logger
from linli.rows import rows
from linli.store import Write

from . import rules, store
from .model import Row, Status, Twin, Wished

ROWS = rows("devices", "degrading", Row)
HELD = NUMBERS["network-held"].span


def wish(device: Device, wished: Wished, by: str, version: int) -> Twin:
    now = clock.now(device.community)
    line = register_rules.line("wished", now, by, **{k: str(v) for k, v in wished.settings.items()})
    after = store.change(
        device,
        lambda before: rules.wish(before, wished, by, version, now),
        lambda _: [_noted(device, line)],
    )
    tell(device, after)
    return after


def heard(device: Device, statuses: list[Status]) -> list[Write]:
    """Writes to commit with the device's progress. A lasting change of network quality is a line of
    its history. A device that differs from its desired settings is sent them again, which is
    harmless.
    """
    now = clock.now(device.community)
    before = after = store.twin(device)
    lines = []
    for status in sorted(statuses, key=lambda one: one.at):
        after = rules.heard(after, status, ROWS, now)
        if rules.is_to_be_noted(after, HELD(status.at)):
            after = after.model_copy(update={"noted": after.row})
            lines.append(_line(after, now))
    if rules.is_to_be_told(after, kinds.kind(device.kind).every_seconds):
        tell(device, after)
    if after == before:
        return []
    return [store.writing(after), *(_noted(device, line) for line in lines)]


def _noted(device: Device, line: Entry) -> Write:
    return register.note(device, line)


def _line(twin: Twin, now: datetime) -> Entry:
    what = "network-degraded" if twin.degraded else "network-well"
    bearer = twin.network.bearer if twin.network else ""
    since = str(twin.degraded_since and twin.degraded_since.isoformat())
    return register_rules.line(what, now, bearer=bearer, row=twin.row or "", since=since)


def tell(device: Device, twin: Twin) -> None:
    """Publish; after a failure, again when the device next reports."""
    topic = names.command(city().name, device.owner, device.community, device.id)
    seconds = rules.every(kinds.kind(device.kind).every_seconds, twin)
    try:
        mqtt.publish(topic, rules.payload(twin, seconds, clock.now(device.community)))
    except Exception:  # noqa: BLE001 - the device asks again
        logger.exception("a wish was not told", device=device.id)
