"""Storage of devices. Keys are spelled in this file and nowhere else.

device#<id>    device            the device; listed by community and kind; a personal one is due at
                                 the end of its agreement, and expires a while after
device#<id>    line#<when>#…     its history, in order of recording; of a personal one, expires
                                 with it
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

SHOWN, LINES, AT_ONCE = 50, 100, 100  # lines per transaction
LONGEST = NUMBERS["personal-longest"].span
KEPT = NUMBERS["personal-kept"].span


def device(device_id: str) -> Device:
    return load(_device(device_id), "device", Device)


def device_in(community: str, device_id: str) -> Device:
    """NotFound also if it is registered in another community, revoked or retired: its messages are
    refused, though its session may continue. Refused if the agreement of its person has ended.
    """
    found = device(device_id)
    if not heard(found, community):
        raise NotFound if (why := unheard(found)) != UNAGREED else Refused(why)
    return found


def heard(device: Device, community: str) -> bool:
    there = device.community == community and device.state in ("registered", "active")
    return there and not rules.over(device, clock.now(community))


def unheard(device: Device | None) -> str:
    """Why its messages are refused; after the agreement has ended, they must not be stored
    at all.
    """
    if device and rules.over(device, clock.now(device.community)):
        return UNAGREED
    return "unknown-device"


def by_key(pk: str) -> Device:
    return load(pk, "device", Device)


def known(device_ids: Iterable[str]) -> dict[str, Device]:
    """The registered devices of up to a hundred ids."""
    found = load_many([(_device(one), "device") for one in device_ids], Device)
    return {one.id: one for one in found.values()}


def devices(community: str, kind: KindId | None, after: str, shown: int = SHOWN) -> Page[Device]:
    """The sort key is <kind>#<id>, so that one kind is a range of the list."""
    starts = f"{kind}#" if kind else ""
    return listing(f"devices#{community}", Device, starts=starts, after=after, limit=shown)


def register(device: Device, line: Entry, request: str) -> Device:
    """Idempotent for the same card; refused if the id is taken by another."""
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
    """Apply a decision, again on conflict; nothing is written if nothing changes."""

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
    """The writes of the device, its line of history and its owner."""
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
    return [row, note(device, line), *owned.kept(device, line, gone)]


def place(device: Device) -> str:
    """The sort key in its community's list."""
    return f"{device.kind}#{device.id}"


def forgotten_at(device: Device) -> datetime | None:
    """The expiry of its history and commands, if it is a personal device."""
    if device.agreed is None:
        return None
    until = device.agreed.until
    return clock.real(until, device.community) + KEPT(until)


def note(device: Device, line: Entry) -> Write:
    """One line of history only; two of the same moment remain two."""
    said = hashlib.sha256(line.model_dump_json().encode()).hexdigest()[:8]
    place = f"line#{utc(line.at)}#{line.what}#{said}"
    kept = Kept(line=line.model_copy(update={"id": place}))
    return Write(_device(device.id), place, kept, expires=forgotten_at(device))


def forget(device: Device) -> None:
    """All its lines expire, also those from before its kind became personal. Idempotent."""
    pk, gone = _device(device.id), forgotten_at(device)
    rows = partition(pk, Kept, starts="line#", limit=None)
    writes = [Write(pk, row.line.id, row, expires=gone) for row in rows]
    for n in range(0, len(writes), AT_ONCE):
        commit(*writes[n : n + AT_ONCE])


def history(device_id: str, after: str) -> tuple[list[Entry], str | None]:
    """Some lines, and the next cursor."""
    rows = partition(_device(device_id), Kept, starts="line#", after=after, limit=LINES)
    lines = [row.line for row in rows]
    return lines, lines[-1].id if len(rows) == LINES else None


def _device(device_id: str) -> str:
    return f"device#{device_id}"
