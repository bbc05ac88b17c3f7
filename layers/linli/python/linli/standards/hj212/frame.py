"""The frame: where a message begins and ends, its length and its checksum."""

from collections.abc import Iterator

from linli.standards.malformed import (
    Malformed,
    NoEnd,
    NoStart,
    TooLong,
    Truncated,
    WrongChecksum,
    WrongLength,
)

from .crc import crc

START, END = b"##", b"\r\n"
LARGEST = 1024  # bytes of data, in 2017
ROOM = 9999  # that four digits can say
DIGITS, CHECK = 4, 4
BEFORE, AFTER = len(START) + DIGITS, CHECK + len(END)


def unwrap(sent: bytes) -> bytes:
    """The data of exactly one frame."""
    if sent[: len(START)] != START:
        raise NoStart
    length = _length(sent, 0)
    whole = BEFORE + length + AFTER
    if len(sent) < whole:
        raise WrongLength if sent.endswith(END) else Truncated
    if len(sent) > whole:
        raise WrongLength
    if not sent.endswith(END):
        raise NoEnd
    data = sent[BEFORE : BEFORE + length]
    if sent[-AFTER : -len(END)].upper() != _sum(data):
        raise WrongChecksum
    return data


def wrap(data: bytes) -> bytes:
    if len(data) > ROOM:
        raise TooLong
    return START + b"%04d" % len(data) + data + _sum(data) + END


def split(payload: bytes) -> Iterator[bytes]:
    """The frames of a payload. Bytes that are not a frame are a piece of their own, up to the next
    valid frame, so that a corrupt frame does not affect its neighbours.
    """
    begin = 0
    while begin < len(payload):
        end = _end(payload, begin, ROOM)
        if end is None or not _sound(payload[begin:end]):
            end = _next(payload, begin + 1, _seam(payload, begin))
        yield payload[begin:end]
        begin = end


def _next(payload: bytes, begin: int, last: int) -> int:
    """The beginning of the next valid frame, at most at `last`. Only frames of ordinary length are
    tried: noise with many headers would otherwise take long.
    """
    while 0 <= (begin := payload.find(START, begin, last)) < last:
        end = _end(payload, begin, LARGEST)
        if end is not None and _sound(payload[begin:end]):
            return begin
        begin += 1
    return last


def _seam(payload: bytes, begin: int) -> int:
    """A corrupt frame ends where the next header begins: data never contains these bytes."""
    seam = payload.find(END + START, begin)
    return len(payload) if seam < 0 else seam + len(END)


def _end(payload: bytes, begin: int, largest: int) -> int | None:
    """The end that the frame at `begin` announces; None if no frame can end there."""
    if payload[begin : begin + len(START)] != START:
        return None
    try:
        length = _length(payload, begin)
    except Malformed:
        return None
    end = begin + BEFORE + length + AFTER
    ends = payload.find(END, begin + BEFORE, end) == end - len(END)
    return end if length <= largest and ends else None


def _sound(piece: bytes) -> bool:
    try:
        unwrap(piece)
    except Malformed:
        return False
    return True


def _length(sent: bytes, begin: int) -> int:
    """The announced length of the data."""
    said = sent[begin + len(START) : begin + BEFORE]
    if not all(0x30 <= byte <= 0x39 for byte in said):
        raise WrongLength
    if len(said) < DIGITS:
        raise Truncated
    return int(said)


def _sum(data: bytes) -> bytes:
    return b"%04X" % crc(data)
