"""Which devices one sees, and what ends all of a community, or one when its time is over."""

from collections.abc import Callable
from datetime import datetime

from functions.devices.kinds import store as kinds
from functions.devices.kinds.model import Kind
from linli import clock, sifting
from linli.auth import Caller
from linli.store import Page

from . import rules, store, units
from .model import Device, Entry, Wanted


def seen(device_id: str, caller: Caller) -> tuple[Device, Kind]:
    """The device, if its kind is one of which this caller may do what the route does."""
    device = store.device(device_id)
    kind = kinds.kind(device.kind)
    caller.must(device, kind=kind.noun)
    return device, kind


def listed(community: str, wanted: Wanted, after: str, *, personal: bool) -> Page[Device]:
    """With what is of a person, or without."""
    read = sifting.READ if wanted.sifts else sifting.SHOWN

    def look(after: str) -> Page[Device]:
        page = store.devices(community, wanted.kind, after, read)
        return page if personal else kinds.impersonal(page, lambda device: device.kind)

    return sifting.sifted(look, lambda one: rules.fits(one, wanted), store.place, after)


def with_serial(serial: str, community: str, wanted: Wanted, *, personal: bool) -> Page[Device]:
    """The device at which that unit is, or was when it retired; it is the only page of a list."""
    unit = units.unit(serial)
    known = store.known([unit.device_id]).values() if unit else ()
    found = [one for one in known if rules.mounts(one, serial, community)]
    page = Page([one for one in found if rules.fits(one, wanted)], None)
    return page if personal else kinds.impersonal(page, lambda device: device.kind)


def look(pk: str, sk: str) -> None:
    """Its person agrees no more; not if he came to agree for longer meanwhile."""
    device = store.by_key(pk)
    now = clock.now(device.community)
    line = rules.line("retired", now, reason="nobody agrees to it any more")
    _retire(device.id, line, lambda before: before.due is not None and before.due <= now)


def close(community: str, now: datetime) -> None:
    """The community is no more, and neither are its devices."""
    line, after = rules.line("retired", now, reason="community closed"), ""
    while True:
        page = store.devices(community, None, after)
        for device in page.items:
            _retire(device.id, line)
        if page.next is None:
            return
        after = page.next


def _retire(device_id: str, line: Entry, is_so: Callable[[Device], bool] = lambda _: True) -> None:
    store.change(
        device_id,
        lambda before: rules.ended(before, before.version or 0) if is_so(before) else before,
        lambda before, after: line,
        lambda after: [store.retired(after, line)],
    )
