"""The frame: addresses, command, time, and checksum."""

import struct
from collections.abc import Iterator
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from linli.standards.malformed import (
    Malformed,
    NoEnd,
    NoStart,
    OutOfRange,
    TooLong,
    Truncated,
    WrongChecksum,
    WrongLength,
)

from . import moment

START, END = b"@@", b"##"
LARGEST = 1024  # bytes of data
HEAD = struct.Struct("<H2B6s6s6sHB")  # serial … command
BEFORE, AFTER = len(START) + HEAD.size, 1 + len(END)
SEND = 2
COMMANDS = MappingProxyType(
    {1: "control", 2: "send", 3: "confirm", 4: "request", 5: "answer", 6: "deny"}
)


class Frame(NamedTuple):
    """Addresses are six bytes in transmission order, lowest first."""

    serial: int
    at: datetime
    source: bytes
    destination: bytes
    data: bytes = b""
    command: int = SEND
    version: tuple[int, int] = (1, 0)  # main, user


def decode(sent: bytes) -> Frame:
    """Decode exactly one frame."""
    if sent[: len(START)] != START:
        raise NoStart
    length = _length(sent)
    if length is None:
        raise Truncated
    if length > LARGEST:
        raise TooLong
    whole = BEFORE + length + AFTER
    if len(sent) < whole:
        raise Truncated
    if len(sent) > whole:
        raise WrongLength
    if not sent.endswith(END):
        raise NoEnd
    if _sum(sent[len(START) : BEFORE + length]) != sent[BEFORE + length]:
        raise WrongChecksum
    serial, main, user, at, source, destination, _, command = HEAD.unpack_from(sent, len(START))
    data = sent[BEFORE : BEFORE + length]
    return Frame(serial, moment.read(at), source, destination, data, command, (main, user))


def encode(frame: Frame) -> bytes:
    if len(frame.data) > LARGEST:
        raise TooLong
    if {len(frame.source), len(frame.destination)} != {6}:
        raise OutOfRange("an address has six bytes")
    at, ends = moment.write(frame.at), (frame.source, frame.destination)
    try:
        head = HEAD.pack(frame.serial, *frame.version, at, *ends, len(frame.data), frame.command)
    except struct.error as error:
        raise OutOfRange(str(error)) from None
    body = head + frame.data
    return START + body + bytes([_sum(body)]) + END


def split(payload: bytes) -> Iterator[bytes]:
    """The frames of a payload. Bytes that are not a frame are a piece of their own, up to the next
    valid frame, so that a corrupt frame does not affect its neighbours.
    """
    begin = 0
    while begin < len(payload):
        end = _end(payload, begin)
        if end is None or not _sound(payload[begin:end]):
            end = min(_next(payload, begin + 1), _seam(payload, end))
        yield payload[begin:end]
        begin = end


def _end(payload: bytes, begin: int) -> int | None:
    """The end that the frame at `begin` announces."""
    if payload[begin : begin + len(START)] != START:
        return None
    length = _length(payload[begin : begin + BEFORE])
    return None if length is None else begin + BEFORE + length + AFTER


def _next(payload: bytes, begin: int) -> int:
    """The beginning of the next valid frame, else the end of the payload."""
    while (begin := payload.find(START, begin)) >= 0:
        end = _end(payload, begin)
        if end is not None and _sound(payload[begin:end]):
            return begin
        begin += 1
    return len(payload)


def _seam(payload: bytes, end: int | None) -> int:
    """The end of a corrupt frame: where it announces, if the next frame begins there."""
    meets = end is not None and payload[end - len(END) : end + len(START)] == END + START
    return end if end is not None and meets else len(payload)


def _sound(piece: bytes) -> bool:
    try:
        decode(piece)
    except Malformed:
        return False
    return True


def _length(sent: bytes) -> int | None:
    """The announced length of the data."""
    if len(sent) < BEFORE:
        return None
    length: int = HEAD.unpack_from(sent, len(START))[-2]
    return length


def _sum(body: bytes) -> int:
    return sum(body) & 0xFF
