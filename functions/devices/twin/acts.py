"""What is done about twins: a wish is kept first and then told, and told again when asked for."""

from functions.devices.kinds import store as kinds
from functions.devices.register import rules as register_rules
from functions.devices.register import store as register
from functions.devices.register.model import Device
from linli import clock, mqtt, names
from linli.city import city
from linli.observe import logger
from linli.rows import rows
from linli.store import Write

from . import rules, store
from .model import Row, Status, Twin, Wished

ROWS = rows("devices", "degrading", Row)


def wish(device: Device, wished: Wished, by: str, version: int) -> Twin:
    now = clock.now(device.community)
    line = register_rules.line("wished", now, by, **{k: str(v) for k, v in wished.settings.items()})
    after = store.change(
        device,
        lambda before: rules.wish(before, wished, by, version, now),
        lambda _: [register.note(device.id, line)],
    )
    tell(device, after)
    return after


def heard(device: Device, statuses: list[Status]) -> list[Write]:
    """To be written with how far the device has come. What its network makes of it is a line of its
    history. A device that is not as it is to be is told again, which does no harm.
    """
    now = clock.now(device.community)
    before = after = store.twin(device)
    for status in sorted(statuses, key=lambda one: one.at):
        after = rules.heard(after, status, ROWS, now)
    if rules.is_to_be_told(after, kinds.kind(device.kind).every_seconds):
        tell(device, after)
    if after == before:
        return []
    if after.degraded == before.degraded:
        return [store.writing(after)]
    what = "network-degraded" if after.degraded else "network-well"
    bearer = after.network.bearer if after.network else ""
    row = after.degraded.row if after.degraded else ""
    line = register_rules.line(what, now, bearer=bearer, row=row)
    return [store.writing(after), register.note(device.id, line)]


def tell(device: Device, twin: Twin) -> None:
    """What does not go out now is told when the device next speaks of itself."""
    topic = names.command(city().name, device.owner, device.community, device.id)
    seconds = rules.every(kinds.kind(device.kind).every_seconds, twin)
    try:
        mqtt.publish(topic, rules.payload(twin, seconds))
    except Exception:  # noqa: BLE001 - it asks again
        logger.exception("a wish was not told", device=device.id)
