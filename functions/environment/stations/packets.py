"""HJ 212 packets of a station as samples. Pure.

The broker authenticates the sender: the monitor's number and password are ignored.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar, Self

from functions.environment.known import ITEMS
from functions.environment.model import Item, StationKind, flagged
from linli.messages import Message, Sample, Unneeded, sized
from linli.standards import hj212
from linli.standards.hj212.tables import NORMAL

SAMPLES = ("2011", "2051")  # real-time data, minute data
# Not used: hourly and daily data, which are computed here; answers to requests never sent.
UNNEEDED = ("2061", "2031", "9011", "9012", "9013", "9014")
KINDS = {"21": StationKind.WATER, "22": StationKind.AIR, "23": StationKind.NOISE}  # by system code
PARTS = 1_000  # parts per message
SECOND = 2_000 * PARTS  # numbers
APART = {"2011": 0, "2051": 4 * 10**15}  # for the same QN; real-time data stay below till 2096


class Packet(Message):
    """A packet as a message. Its QN, the time of creation, identifies it, but does not order
    packets, as they are sent late or repeatedly. Without a QN its bytes identify it.
    """

    ordered: ClassVar[bool] = False
    kind: StationKind

    @classmethod
    def split(cls, payload: bytes) -> Iterator[bytes]:
        return hj212.split(payload)

    @classmethod
    def read(cls, payload: bytes) -> Self:
        data = hj212.decode(sized(payload))
        if data.cn in UNNEEDED:
            raise Unneeded
        if data.cn not in SAMPLES:
            raise ValueError("no-samples")
        if data.st not in KINDS:
            raise ValueError("no-station")
        at = hj212.data_time(data.cp) or data.qn
        if at is None:
            raise ValueError("no-time")
        sample = Sample(at=at, measures=measures(hj212.readings(data.cp), KINDS[data.st], at))
        number = _number(data, data.qn) if data.qn else _made(at, payload)
        return cls(v=1, boot=0, seq=number, samples=[sample], kind=KINDS[data.st])


def _number(data: hj212.Data, qn: datetime) -> int:
    """Some monitors use the same QN for real-time and minute data."""
    made, part = int(qn.timestamp() * 1000), data.part[0] if data.part else 0
    return APART[data.cn] + made * PARTS + part % PARTS


def _made(at: datetime, payload: bytes) -> int:
    """Distinguishes packets of the same second by content; a repeat is equal."""
    return int(at.timestamp()) * SECOND + int(hashlib.sha256(payload).hexdigest(), 16) % SECOND


def measures(
    said: Iterable[hj212.Reading], kind: StationKind, at: datetime, items: Iterable[Item] = ITEMS
) -> dict[str, float]:
    """In our units. An invalid value keeps its flag in its name, so that it is never judged."""
    rows = [row for row in items if row.kind == kind and row.in_force(at)]
    found: dict[str, float] = {}
    for one in said:
        for row in (row for row in rows if row.code == one.code):
            value = next((v for name in row.said if (v := one.values.get(name)) is not None), None)
            if value is not None:
                found[_name(row, one)] = float(value * row.factor)
    if not found:
        raise ValueError("nothing-measured")
    return found


def _name(row: Item, one: hj212.Reading) -> str:
    if one.flag in (None, NORMAL):
        return row.measure
    if one.flag not in hj212.FLAGS:
        raise ValueError("unknown-flag")
    return flagged(row.measure, one.flag)
