"""HJ 212: what environmental monitors tell a centre, and what it answers.

Framing and fields are those of 2017. The edition of 2025 is in force and was not read: what says by
its Flag that it is later is parsed in the same way, is not held to the lengths of 2017, and is not
verified. What is wrong with a frame is one class of `Malformed` each.
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
