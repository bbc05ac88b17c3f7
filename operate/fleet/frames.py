"""Frames of GB/T 26875.3-2011, as a fire panel's transmission device sends them.

Written for the fleet alone, so that a mistake of the city's own reader is not repeated here.
"""

import struct
from datetime import datetime, timedelta, timezone
from typing import Annotated, Literal

from pydantic import BaseModel, Field

CHINA = timezone(timedelta(hours=8))  # panels use local time
SEND, SYSTEM, PART, DEVICE = 2, 1, 2, 21
BITS: dict[str, int] = {
    "normal": 0,
    "fire": 1,
    "fault": 2,
    "shielded": 3,
    "supervised": 4,
    "started": 5,
    "feedback": 6,
    "delayed": 7,
    "main_power_fault": 8,
    "power_fault": 8,
    "standby_power_fault": 9,
    "bus_fault": 10,
    "manual": 11,
    "reset": 13,
}
DEVICE_BITS = {
    "normal": 0,
    "fire": 1,
    "fault": 2,
    "main_power_fault": 3,
    "standby_power_fault": 4,
    "center_link_fault": 5,
    "line_fault": 6,
}
State = Literal[
    "normal",
    "fire",
    "fault",
    "shielded",
    "supervised",
    "started",
    "feedback",
    "delayed",
    "main_power_fault",
    "power_fault",
    "standby_power_fault",
    "bus_fault",
    "manual",
    "reset",
    "center_link_fault",
    "line_fault",
]
ADDRESS = r"^\d{1,3}-\d{1,3}(-[0-9a-f]{8})?$"


class Frame(BaseModel, extra="forbid"):
    """The state of one address: <system>-<its address>, for a part -<its address> in eight
    hexadecimal digits; without one, of the transmission device itself. Without `normal` it is under
    test.

    `kind` is the number of the kind of part (42 a smoke detector, 23 a manual call point);
    `damaged`: its checksum is wrong.
    """

    address: Annotated[str, Field(pattern=ADDRESS)] | None = None
    states: tuple[State, ...] = ()
    kind: Annotated[int, Field(ge=0, le=255)] = 42
    text: Annotated[str, Field(max_length=15)] = ""
    at: datetime | None = None
    serial: Annotated[int, Field(ge=0, le=65_535)] | None = None
    damaged: bool = False


def encoded(frame: Frame, serial: int, now: datetime) -> bytes:
    """`serial` and `now` apply unless the frame has its own."""
    at = _moment(frame.at or now)
    data = _object(frame) + at
    number = serial if frame.serial is None else frame.serial
    head = struct.pack("<HBB", number, 1, 0) + at + b"\1\0\0\0\0\0" + b"\2\0\0\0\0\0"
    body = head + struct.pack("<HB", len(data), SEND) + data
    checksum = (sum(body) + frame.damaged) & 0xFF
    return b"@@" + body + bytes([checksum]) + b"##"


def _object(frame: Frame) -> bytes:
    if frame.address is None:
        return bytes([DEVICE, 1, _word(frame, DEVICE_BITS)])
    system, number, *rest = frame.address.split("-")
    whose = bytes([int(system), int(number)])
    if not rest:
        return bytes([SYSTEM, 1]) + whose + struct.pack("<H", _word(frame, BITS))
    words = frame.text.encode("gb18030").ljust(31, b"\0")
    said = struct.pack("<BIH", frame.kind, int(rest[0], 16), _word(frame, BITS))
    return bytes([PART, 1]) + whose + said + words


def _word(frame: Frame, bits: dict[str, int]) -> int:
    if unknown := [state for state in frame.states if state not in bits]:
        raise ValueError(f"{', '.join(unknown)}: no such bit")
    return sum({1 << bits[state] for state in frame.states})


def _moment(at: datetime) -> bytes:
    wall = at.astimezone(CHINA)
    parts = wall.second, wall.minute, wall.hour, wall.day, wall.month, wall.year % 100
    return bytes(parts)
