"""GB/T 26875.3-2011: what the transmission device of a fire alarm system reports to a monitoring
centre.

A frame carries one report of one kind; a report carries objects, each with its own time. Each kind
of error in a frame is a subclass of `Malformed`.
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
