"""GB/T 26875.3-2011: what the transmission device of a fire alarm system reports to a centre.

A frame carries one report of one kind; a report carries objects, each with the time at which it
was so. What is wrong with a frame is one class of `Malformed` each.
"""

from linli.standards.malformed import (
    Malformed,
    NoEnd,
    NoStart,
    OutOfRange,
    TooLong,
    Truncated,
    WrongChecksum,
    WrongLength,
    WrongTime,
)

from .errors import WrongCount
from .frame import COMMANDS, SEND, Frame, decode, encode, split
from .objects import (
    Analog,
    DeviceOperation,
    DeviceState,
    PartState,
    Raw,
    Report,
    SystemOperation,
    SystemState,
    padded,
    read,
    write,
)
from .tables import ANALOGS, PARTS, REPORTS, SYSTEMS

__all__ = [
    "ANALOGS",
    "COMMANDS",
    "PARTS",
    "REPORTS",
    "SEND",
    "SYSTEMS",
    "Analog",
    "DeviceOperation",
    "DeviceState",
    "Frame",
    "Malformed",
    "NoEnd",
    "NoStart",
    "OutOfRange",
    "PartState",
    "Raw",
    "Report",
    "SystemOperation",
    "SystemState",
    "TooLong",
    "Truncated",
    "WrongChecksum",
    "WrongCount",
    "WrongLength",
    "WrongTime",
    "decode",
    "encode",
    "padded",
    "read",
    "split",
    "write",
]
