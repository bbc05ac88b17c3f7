"""HJ 212: what environmental monitors report to a centre, and how it answers.

Framing and fields are those of 2017. The edition in force, of 2025, was not available: a message
whose Flag says that it is later is parsed in the same way, but not held to the lengths of 2017, and
is marked as not verified. Each kind of error in a frame is a subclass of `Malformed`.
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

from .answers import accepted, acknowledged, executed
from .crc import crc
from .data import Data, decode, encode, parse, write
from .errors import MissingField, WrongField, WrongPart, WrongText
from .frame import split
from .items import Reading, data_time, readings
from .parts import divide, join
from .tables import COMMANDS, EXECUTED, FLAGS, REQUESTED, SYSTEMS, Edition, edition

__all__ = [
    "COMMANDS",
    "EXECUTED",
    "FLAGS",
    "REQUESTED",
    "SYSTEMS",
    "Data",
    "Edition",
    "Malformed",
    "MissingField",
    "NoEnd",
    "NoStart",
    "OutOfRange",
    "Reading",
    "TooLong",
    "Truncated",
    "WrongChecksum",
    "WrongField",
    "WrongLength",
    "WrongPart",
    "WrongText",
    "WrongTime",
    "accepted",
    "acknowledged",
    "crc",
    "data_time",
    "decode",
    "divide",
    "edition",
    "encode",
    "executed",
    "join",
    "parse",
    "readings",
    "split",
    "write",
]
