"""A person's own devices: those of which they are the subject, and no others."""

from functions.devices.kinds import store as kinds
from functions.devices.kinds.model import Kind
from functions.devices.register import owned, rules, store
from functions.devices.register.model import Device
from functions.devices.register.owned import Owned
from linli import clock, members
from linli.errors import NotFound, Refused
from linli.refusals import UNAGREED

from . import news, views
from .views import Mine


def page(person: str, after: str) -> tuple[list[Mine], str | None]:
    """One page of the person's devices and the `after` of the next. Devices that are over stay in
    it until their registration is deleted.
    """
    found = owned.of(person, after)
    devices = store.known(one.device_id for one in found) if found else {}
    known = kinds.kinds({one.kind for one in devices.values()})
    items: list[Mine | None] = []
    for one in found:
        device = devices.get(one.device_id)
        if device and _is_of(device, person) and (kind := known.get(device.kind)):
            items.append(_shown(device, kind, one, person))
    last = found[-1].device_id if len(found) == owned.SHOWN else None
    return [one for one in items if one], last


def mine(device_id: str, person: str) -> tuple[Device, Kind]:
    """NotFound if the device is another person's."""
    device = store.device(device_id)
    if not _is_of(device, person):
        raise NotFound
    return device, kinds.kind(device.kind)


def measured(device_id: str, person: str) -> tuple[Device, Kind]:
    """The device if its measurements may be shown; Refused once it is over, as they are only
    waiting for deletion.
    """
    device, kind = mine(device_id, person)
    if rules.over(device, clock.now(device.community)):
        raise Refused(UNAGREED)
    return device, kind


def withdraw(device_id: str, person: str, by: str) -> tuple[Device, Kind]:
    """Ends the device at once, with all that follows the end of an agreement.

    The line of its history does not name the person, as it may outlive the data that do. If a
    guardian withdrew, the person is notified.
    """
    device, kind = mine(device_id, person)
    now = clock.now(device.community)
    line = rules.line("withdrawn", now)
    ended = store.change(
        device_id,
        lambda before: rules.withdrawn(before, kind, by, now),
        lambda before, after: line,
        lambda after: [store.retired(after, line), *news.told(after, now)],
    )
    return ended, kind


def shown(device: Device, kind: Kind, person: str) -> Mine:
    found = _shown(device, kind, owned.one(person, device.id), person)
    if found is None:
        raise NotFound
    return found


def _shown(device: Device, kind: Kind, one: Owned, person: str) -> Mine | None:
    now = clock.now(device.community)
    return views.mine(device, kind, one, now, child=members.actor(person).is_minor(now))


def _is_of(device: Device, person: str) -> bool:
    return device.agreed is not None and device.agreed.person == person
