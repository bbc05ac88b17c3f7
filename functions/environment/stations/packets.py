"""What a packet of HJ 212 says of a station, as samples. Pure.

Who sends it is the broker's to know: the number of the monitor and its password say nothing here.
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

SAMPLES = ("2011", "2051")  # of now, of a minute
# Hours and days, which are made here of those; answers to what nobody here asks.
UNNEEDED = ("2061", "2031", "9011", "9012", "9013", "9014")
KINDS = {"21": StationKind.WATER, "22": StationKind.AIR, "23": StationKind.NOISE}  # by system
PARTS = 1_000  # of one message
SECOND = 2_000 * PARTS  # numbers
APART = {"2011": 0, "2051": 4 * 10**15}  # of one QN; what is of now is not so far until 2096


class Packet(Message):
    """A packet as a message. Its QN is the time at which it was made: it tells one from another,
    and not which of two is newer, as packets are sent later and again. Without one its bytes do.
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
    """Some monitors give what is of now and what is of a minute one QN."""
    made, part = int(qn.timestamp() * 1000), data.part[0] if data.part else 0
    return APART[data.cn] + made * PARTS + part % PARTS


def _made(at: datetime, payload: bytes) -> int:
    """Packets of one second differ in what they say; the same again is the same."""
    return int(at.timestamp()) * SECOND + int(hashlib.sha256(payload).hexdigest(), 16) % SECOND


def measures(
    said: Iterable[hj212.Reading], kind: StationKind, at: datetime, items: Iterable[Item] = ITEMS
) -> dict[str, float]:
    """In our units. What is not normal keeps its flag in its name: nobody judges by it."""
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
