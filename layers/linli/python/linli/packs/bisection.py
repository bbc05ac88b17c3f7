"""Isolating a failure: if one message, or its device's row, breaks a batch, only that one fails."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from linli.observe import logger
from linli.progress import Told
from linli.signals import Device

Devices = Mapping[Device, list[Told]]
TROUBLE = (BotoCoreError, ClientError, PynamoDBException)  # of the table, not of the message
SPLITS = 64  # halvings per batch


class Sorted(NamedTuple):
    """`folded` remain to be folded; refused and failed ones by index in the batch."""

    folded: dict[Device, list[Told]]
    refused: dict[int, str]
    failed: set[int]


Way = Callable[[Devices], Sorted]


def sort(own: Devices, way: Way) -> Sorted:
    """Sort the batch; if it raises, sort its halves, until a single message fails alone. If the
    table itself fails, or after SPLITS halvings, all that remain fail.
    """
    return _sort(own, way, [SPLITS])


def _sort(own: Devices, way: Way, left: list[int]) -> Sorted:
    try:
        return way(own)
    except TROUBLE:
        logger.exception("packs were not kept")
    except Exception:  # noqa: BLE001 - messages that are not packs go on
        logger.exception("packs were not kept", devices=sorted({device.id for device in own})[:10])
        if len(halves := _halves(own)) > 1 and left[0] > 0:
            left[0] -= 1
            return _joined([_sort(half, way, left) for half in halves])
    return Sorted({}, {}, {one.position for told in own.values() for one in told})


def _halves(devices: Devices) -> list[Devices]:
    all_ = [(device, one) for device, told in devices.items() for one in told]
    middle = (len(all_) + 1) // 2
    halves: list[Devices] = []
    for some in (all_[:middle], all_[middle:]):
        half: dict[Device, list[Told]] = {}
        for device, one in some:
            half.setdefault(device, []).append(one)
        if half:
            halves.append(half)
    return halves


def _joined(parts: list[Sorted]) -> Sorted:
    folded: dict[Device, list[Told]] = {}
    refused: dict[int, str] = {}
    for part in parts:
        refused |= part.refused
        for device, told in part.folded.items():
            folded[device] = [*folded.get(device, []), *told]
    return Sorted(folded, refused, set().union(*(part.failed for part in parts)))
