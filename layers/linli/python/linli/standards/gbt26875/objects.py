"""The report in a frame's data: its type, how many objects, and the objects."""

import struct
from datetime import datetime
from typing import Any, NamedTuple

from linli.standards.malformed import OutOfRange, Truncated, WrongLength

from . import moment, tables
from .errors import WrongCount

TEXT = 31  # bytes


class SystemState(NamedTuple):
    system: int  # of tables.SYSTEMS
    address: int
    word: int
    at: datetime

    @property
    def states(self) -> frozenset[str]:
        return tables.named(self.word, tables.SYSTEM_STATES)


class PartState(NamedTuple):
    """`words` says where the part is, in GB 18030, with whatever stands behind its zero."""

    system: int
    address: int
    part: int  # of tables.PARTS
    part_address: int
    word: int
    words: bytes
    at: datetime

    @property
    def states(self) -> frozenset[str]:
        return tables.named(self.word, tables.PART_STATES)

    @property
    def text(self) -> str:
        """What cannot be read is marked: a bad text must not cost an alarm."""
        return self.words.partition(b"\0")[0].decode("gb18030", "replace")


class Analog(NamedTuple):
    system: int
    address: int
    part: int
    part_address: int
    quantity: int  # of tables.ANALOGS
    number: int
    at: datetime

    @property
    def value(self) -> tuple[float, str] | None:
        """The number in its unit; None if the quantity is not of the standard."""
        unit = tables.ANALOGS.get(self.quantity)
        return (round(self.number * unit.step, 2), unit.unit) if unit else None


class SystemOperation(NamedTuple):
    system: int
    address: int
    word: int
    operator: int
    at: datetime

    @property
    def operations(self) -> frozenset[str]:
        return tables.named(self.word, tables.OPERATIONS)


class DeviceState(NamedTuple):
    word: int
    at: datetime

    @property
    def states(self) -> frozenset[str]:
        return tables.named(self.word, tables.DEVICE_STATES)


class DeviceOperation(NamedTuple):
    word: int
    operator: int
    at: datetime

    @property
    def operations(self) -> frozenset[str]:
        return tables.named(self.word, tables.OPERATIONS)


Object = SystemState | PartState | Analog | SystemOperation | DeviceState | DeviceOperation


class Report(NamedTuple):
    """Objects of one kind."""

    objects: tuple[Object, ...]


class Raw(NamedTuple):
    """A report whose type is not read here, as it came."""

    type: int
    number: int  # of objects
    said: bytes


LAYOUTS: dict[int, tuple[struct.Struct, type[Any]]] = {
    1: (struct.Struct("<BBH"), SystemState),
    2: (struct.Struct(f"<BBBIH{TEXT}s"), PartState),
    3: (struct.Struct("<BBBIBh"), Analog),
    4: (struct.Struct("<BBBB"), SystemOperation),
    21: (struct.Struct("<B"), DeviceState),
    24: (struct.Struct("<BB"), DeviceOperation),
}
TYPES = {model: number for number, (_, model) in LAYOUTS.items()}


def read(data: bytes) -> Report | Raw:
    if len(data) < 2:
        raise Truncated
    kind, count, said = data[0], data[1], data[2:]
    if kind not in LAYOUTS:
        return Raw(kind, count, said)
    layout, model = LAYOUTS[kind]
    size = layout.size + moment.LENGTH
    if count == 0 or len(said) < count * size:
        raise WrongCount
    if len(said) > count * size:
        raise WrongLength
    each = [said[at : at + size] for at in range(0, len(said), size)]
    return Report(
        tuple(model(*layout.unpack_from(one), moment.read(one[layout.size :])) for one in each)
    )


def write(report: Report | Raw) -> bytes:
    if isinstance(report, Raw):
        return _head(report.type, report.number) + report.said
    kinds = {type(one) for one in report.objects}
    if len(kinds) != 1:
        raise WrongCount
    number = TYPES[kinds.pop()]
    layout = LAYOUTS[number][0]
    try:
        said = [layout.pack(*one[:-1]) + moment.write(one.at) for one in report.objects]
    except struct.error as error:
        raise OutOfRange(str(error)) from None
    return _head(number, len(report.objects)) + b"".join(said)


def padded(text: str) -> bytes:
    """The words of a part, filled up with zeros."""
    words = text.encode("gb18030")
    if len(words) > TEXT:
        raise OutOfRange(f"a text of {len(words)} bytes")
    return words.ljust(TEXT, b"\0")


def _head(kind: int, count: int) -> bytes:
    if not (0 <= kind <= 0xFF and 0 <= count <= 0xFF):
        raise OutOfRange
    return bytes([kind, count])
