"""Where devices rest. Keys are spelled in this file and nowhere else.

device#<id>    device            the device as people know it; listed by community and kind; of a
                                 person, due when he agrees no more, and gone a while after that
device#<id>    line#<when>#…     its history, in the order in which it was known; of a person, gone
                                 as his device is
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from events import Event
from events.devices import DeviceRegistered, DeviceRetired
from functions.devices.known import NUMBERS
from functions.devices.model import KindId
from linli import clock
from linli.errors import Invalid, NotFound, Refused
from linli.refusals import UNAGREED
from linli.store import (
    Page,
    Write,
    commit,
    create,
    listing,
    load,
    load_many,
    partition,
    stored,
    until_settled,
)
from linli.table import utc

from . import owned, rules, units
from .model import Device, Entry, Kept

SHOWN, LINES = 50, 100
LONGEST = NUMBERS["personal-longest"].span
KEPT = NUMBERS["personal-kept"].span


def device(device_id: str) -> Device:
    return load(_device(device_id), "device", Device)


def device_in(community: str, device_id: str) -> Device:
    """NotFound, too, if it is registered in another community, revoked or retired: it is heard no
    more, though its session may live on for a while. Refused, if its person agrees no more.
    """
    found = device(device_id)
    if not heard(found, community):
        raise NotFound if (why := unheard(found)) != UNAGREED else Refused(why)
    return found


def heard(device: Device, community: str) -> bool:
    there = device.community == community and device.state in ("registered", "active")
    return there and not rules.over(device, clock.now(community))


def unheard(device: Device | None) -> str:
    """Why nobody takes what it says: of what is over for its person nothing must be kept."""
    if device and rules.over(device, clock.now(device.community)):
        return UNAGREED
    return "unknown-device"


def by_key(pk: str) -> Device:
    return load(pk, "device", Device)


def known(device_ids: Iterable[str]) -> dict[str, Device]:
    """Those of up to a hundred that are registered."""
    found = load_many([(_device(one), "device") for one in device_ids], Device)
    return {one.id: one for one in found.values()}


def devices(community: str, kind: KindId | None, after: str, shown: int = SHOWN) -> Page[Device]:
    """Listed as <kind>#<id>, so that one kind is a stretch of the list."""
    starts = f"{kind}#" if kind else ""
    return listing(f"devices#{community}", Device, starts=starts, after=after, limit=shown)


def register(device: Device, line: Entry, request: str) -> Device:
    """The same card again gets the device; another one under its id is refused."""
    told = DeviceRegistered(
        community=device.community,
        at=line.at,
        device_id=device.id,
        kind=device.kind,
        owner=device.owner,
    )
    try:
        unit = units.mounted(device)
        writes = writing(device, line, told, request=request)
        return create(*writes, *unit, model=Device)
    except Invalid:
        raise Refused("already-registered") from None


def change(
    device_id: str,
    decide: Callable[[Device], Device],
    line: Callable[[Device, Device], Entry],
    tell: Callable[[Device], Sequence[Event]] = lambda _: (),
    beside: Sequence[Write] = (),
) -> Device:
    """Decided again where somebody was quicker; nothing is written where nothing changes."""

    def settle() -> Device:
        before = device(device_id)
        after = decide(before)
        if after == before:
            return before
        said = line(before, after)
        commit(*writing(after, said, *tell(after)), *beside)
        return stored(after)

    return until_settled(settle)


def retired(device: Device, line: Entry) -> DeviceRetired:
    return DeviceRetired(
        community=device.community,
        at=line.at,
        device_id=device.id,
        kind=device.kind,
        owner=device.owner,
    )


def writing(device: Device, line: Entry, *told: Event, request: str | None = None) -> list[Write]:
    """The device, the line of its history and whose it is, to be written together."""
    listed = f"devices#{device.community}", place(device)
    is_over = device.agreed is not None and device.state == "retired"
    gone = datetime.now(UTC) + KEPT(line.at) if is_over else None
    row = Write(
        _device(device.id),
        "device",
        device,
        told,
        due=device.due,
        listed=listed,
        expires=gone,
        request=request,
    )
    lines = note(device.id, line, forgotten_at(device))
    return [row, lines, *owned.kept(device, line, gone)]


def place(device: Device) -> str:
    """In the list of its community."""
    return f"{device.kind}#{device.id}"


def forgotten_at(device: Device) -> datetime | None:
    """When a line of its history goes: of a person, with the card."""
    if device.agreed is None:
        return None
    until = device.agreed.until
    return until - clock.offset(device.community) + KEPT(until)


def note(device_id: str, line: Entry, expires: datetime | None = None) -> Write:
    """A line of its own, where only its history grows; two of one moment are two."""
    said = hashlib.sha256(line.model_dump_json().encode()).hexdigest()[:8]
    place = f"line#{utc(line.at)}#{line.what}#{said}"
    kept = Kept(line=line.model_copy(update={"id": place}))
    return Write(_device(device_id), place, kept, expires=expires)


def history(device_id: str, after: str) -> tuple[list[Entry], str | None]:
    """Some lines, and what to ask for the rest with."""
    rows = partition(_device(device_id), Kept, starts="line#", after=after, limit=LINES)
    lines = [row.line for row in rows]
    return lines, lines[-1].id if len(rows) == LINES else None


def _device(device_id: str) -> str:
    return f"device#{device_id}"
