"""What of a batch is kept as packs, and what of it needs to be folded at all.

What is calm, of a thing without an open alarm, is written and nothing more: its pack first, then
one look at what is open. Whoever opens an alarm looks at the packs after it was written. So either
this one sees the alarm, or that one the pack. What is not calm is written when its device's
progress has shown that it may be meant, and then folded: an alarm is told by all that is written.
So is what is dated anew, as it would be another row each time it comes: its progress knows it.
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
    """What a feature says of the devices whose messages on these channels are packs.

    `kept` is for how long those of then. `known` are those of the devices that are registered where
    they say; `strange`, if there is one, says what each of the others is; `wrong`, if there is one,
    says why a message cannot be meant, which then is not kept;
    `calm` says whether samples change nothing while no alarm is open; `alarmed` are those devices
    with an open alarm, or to which calm samples mean something; `settle` tells an alarm again by
    all that has been written meanwhile.
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
    """What is new and may be meant, before it is folded; written again, it is the same row."""
    if told and device.channel in ways.channels and _put({device: told}, ways):
        raise RuntimeError("packs-were-not-kept")


def after(folded: Devices, wrong: Collection[int], ways: Ways) -> set[int]:
    """What failed of telling again what was folded, but for what is wrong."""
    own = {device: told for device, told in folded.items() if device.channel in ways.channels}
    failed: set[int] = set()
    for device, told in _dated(_without(own, wrong)).items():
        try:
            ways.settle(device, _sent(told))
        except Exception:  # noqa: BLE001 - only this device's messages are tried again
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
    """As packs have them."""
    return {device: [progress.dated(one) for one in told] for device, told in devices.items()}


def _put(devices: Devices, ways: Ways) -> set[int]:
    """The places of those that could not be written. They are noted first; see linli.summaries."""
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
    """On the channels of packs, nothing else is sent."""
    return [cast(Message, one.sent) for one in told]
