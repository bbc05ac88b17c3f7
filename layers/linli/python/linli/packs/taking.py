"""Which messages of a batch are stored as packs, and which must be folded at all.

A calm message (nothing in it can change anything) of a thing without an open alarm is stored, then
the open alarms are checked once. Whoever opens an alarm reads the packs after writing it. So either
this worker sees the alarm or the other sees the pack. Any other message is stored only after its
device's progress has accepted it, and is then folded, because alarms are derived from the stored
packs. The same holds for a message whose times were corrected: each delivery would give another
row, and the progress recognizes the repeat.
"""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple, cast

from linli import progress
from linli.messages import Message
from linli.numbers import Length
from linli.observe import logger
from linli.progress import Told
from linli.signals import Device
from linli.summaries import noting

from . import bisection, keeping
from .bisection import Devices, Sorted
from .model import Pack, packed


class Ways(NamedTuple):
    """How a feature handles devices whose messages are packs.

    `kept`      retention of packs
    `known`     which of the devices are registered where they say they are
    `strange`   optional: the reason to refuse an unregistered device
    `wrong`     optional: why a message is implausible; such a message is not stored
    `calm`      whether samples change nothing while no alarm is open
    `alarmed`   devices with an open alarm, or for which calm samples matter
    `settle`    re-evaluates alarms by all packs written meanwhile
    """

    channels: Collection[str]
    kept: Length
    known: Callable[[Iterable[Device]], Collection[Device]]
    calm: Callable[[Device, list[Message]], bool]
    alarmed: Callable[[Devices], Collection[Device]]
    settle: Callable[[Device, list[Message]], object]
    wrong: Callable[[Device, Message], str | None] | None = None
    strange: Callable[[Device], str] | None = None


def before(devices: Devices, ways: Ways) -> Sorted:
    own = {device: told for device, told in devices.items() if device.channel in ways.channels}
    others = {device: told for device, told in devices.items() if device not in own}
    sorted_ = bisection.sort(own, lambda some: _sorted(some, ways))
    return sorted_._replace(folded=others | sorted_.folded)


def keep(device: Device, told: list[Told], ways: Ways) -> None:
    """Store what is new and plausible, before it is folded. Idempotent."""
    if told and device.channel in ways.channels and _put({device: told}, ways):
        raise RuntimeError("packs-were-not-kept")


def after(folded: Devices, wrong: Collection[int], ways: Ways) -> set[int]:
    """Re-evaluate the alarms of folded messages except `wrong` ones; returns the indexes that
    failed.
    """
    own = {device: told for device, told in folded.items() if device.channel in ways.channels}
    failed: set[int] = set()
    for device, told in _dated(_without(own, wrong)).items():
        try:
            ways.settle(device, _sent(told))
        except Exception:  # noqa: BLE001 - only this device's messages are retried
            logger.exception("an alarm was not told again", device=device.id)
            failed |= {one.position for one in told}
    return failed


def _sorted(own: Devices, ways: Ways) -> Sorted:
    refused = _refused(own, ways.known(own), ways)
    sound = _without(own, refused)
    dated = _dated(sound)
    calm = {
        device: told
        for device, told in dated.items()
        if told == sound[device] and ways.calm(device, _sent(told))
    }
    failed = _put(calm, ways)
    alarmed = ways.alarmed(calm) if calm else ()
    loud = {d: told for d, told in sound.items() if d not in calm or d in alarmed}
    return Sorted(loud, refused, failed)


def _refused(own: Devices, known: Collection[Device], ways: Ways) -> dict[int, str]:
    refused = {}
    for device, told in own.items():
        for one in told:
            if why := _amiss(device, one, known, ways):
                refused[one.position] = why
    return refused


def _amiss(device: Device, one: Told, known: Collection[Device], ways: Ways) -> str | None:
    if device not in known:
        return ways.strange(device) if ways.strange else "unknown-device"
    if why := progress.unlikely(one):
        return why
    return ways.wrong(device, cast(Message, one.sent)) if ways.wrong else None


def _without(devices: Devices, wrong: Collection[int]) -> dict[Device, list[Told]]:
    left = {
        device: [one for one in told if one.position not in wrong]
        for device, told in devices.items()
    }
    return {device: told for device, told in left.items() if told}


def _dated(devices: Devices) -> Devices:
    """With corrected times, as in packs."""
    return {device: [progress.dated(one) for one in told] for device, told in devices.items()}


def _put(devices: Devices, ways: Ways) -> set[int]:
    """Store; returns the indexes that failed. Notes for summaries come first, see
    linli.summaries.
    """
    if not noting.note({device: _sent(told) for device, told in devices.items()}, ways.kept):
        return {one.position for told in devices.values() for one in told}
    packs: list[Pack] = []
    places: list[int] = []
    for device, told in devices.items():
        packs += [packed(device.id, cast(Message, one.sent), one.digest) for one in told]
        places += [one.position for one in told]
    if not (left := keeping.put(packs, ways.kept)):
        return set()
    return {place for place, pack in zip(places, packs, strict=True) if (pack.pk, pack.sk) in left}


def _sent(told: list[Told]) -> list[Message]:
    """The messages; channels of packs carry no other kind."""
    return cast(list[Message], [one.sent for one in told])
