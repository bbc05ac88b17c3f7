"""Which devices a caller may see, and retirement of devices whose time or community has ended."""

from collections.abc import Callable, Iterable
from datetime import datetime

from events import Event
from functions.devices.kinds import store as kinds
from functions.devices.kinds.model import Kind
from linli import clock, members, sifting
from linli.auth import Caller
from linli.store import Page

from . import bases, news, rules, store, units
from .model import Agreed, Device, Entry, Wanted


def seen(device_id: str, caller: Caller) -> tuple[Device, Kind]:
    """The device, if the caller may do the route's action on its kind."""
    device = store.device(device_id)
    kind = kinds.kind(device.kind)
    caller.must(device, kind=kind.noun)
    return device, kind


def lawful(agreed: Agreed | None, kind: Kind, now: datetime) -> None:
    """Refuse an agreement that is insufficient for the kind or for a child; see linli.bases."""
    if agreed and kind.personal:
        bases.lawful(agreed, kind, members.actor(agreed.person), now)


def listed(community: str, wanted: Wanted, after: str, *, personal: bool) -> Page[Device]:
    """A page of devices, with or without personal ones."""
    read = sifting.READ if wanted.sifts else sifting.SHOWN

    def look(after: str) -> Page[Device]:
        page = store.devices(community, wanted.kind, after, read)
        return page if personal else kinds.impersonal(page, lambda device: device.kind)

    return sifting.sifted(look, lambda one: rules.fits(one, wanted), store.place, after)


def with_serial(serial: str, community: str, wanted: Wanted, *, personal: bool) -> Page[Device]:
    """The device with that unit, or with it when it retired; a list of one page."""
    unit = units.unit(serial)
    known = store.known([unit.device_id]).values() if unit else ()
    found = [one for one in known if rules.mounts(one, serial, community)]
    page = Page([one for one in found if rules.fits(one, wanted)], None)
    return page if personal else kinds.impersonal(page, lambda device: device.kind)


def look(pk: str, sk: str) -> None:
    """Retire a device whose consent has expired, unless it was extended meanwhile. If a guardian
    gave it, he and the person are told.
    """
    device = store.by_key(pk)
    now = clock.now(device.community)
    line = rules.line("retired", now, reason="nobody agrees to it any more")
    _retire(
        device.id, line, lambda before: before.due is not None and before.due <= now, news.lapsed
    )


def close(community: str, now: datetime) -> None:
    """Retire all devices of a closed community."""
    line, after = rules.line("retired", now, reason="community closed"), ""
    while True:
        page = store.devices(community, None, after)
        for device in page.items:
            _retire(device.id, line)
        if page.next is None:
            return
        after = page.next


def _retire(
    device_id: str,
    line: Entry,
    is_so: Callable[[Device], bool] = lambda _: True,
    tell: Callable[[Device], Iterable[Event]] = lambda _: (),
) -> None:
    store.change(
        device_id,
        lambda before: rules.ended(before, before.version or 0) if is_so(before) else before,
        lambda before, after: line,
        lambda after: [store.retired(after, line), *tell(after)],
    )
