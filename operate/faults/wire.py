"""HTTP/1.1 as far as the proxy reads it: heads as a whole, bodies in pieces, of any size."""

import re
import socket
import struct
from asyncio import IncompleteReadError, StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import IO, NamedTuple

PIECE = 1 << 16
ABORT = struct.pack("ii", 1, 0)  # SO_LINGER of 0 s: closing sends a reset
NO_BODY = {204, 304}
SCOPE = re.compile(r"[=/]\d{8}/[\w-]+/([\w-]+)/aws4_request|%2F\d{8}%2F[\w-]+%2F([\w-]+)%2Faws4")


class Head(NamedTuple):
    """A first line and its header lines, which are passed on verbatim."""

    first: str
    lines: tuple[str, ...]

    def field(self, name: str) -> str:
        for line in self.lines:
            key, _, value = line.partition(":")
            if key.strip().lower() == name:
                return value.strip()
        return ""

    def replaced(self, **fields: str) -> bytes:
        """As bytes, with these hop-by-hop headers instead of the original ones; "" removes one."""
        names = {name.replace("_", "-"): value for name, value in fields.items()}
        kept = [line for line in self.lines if line.partition(":")[0].strip().lower() not in names]
        new = [f"{name}: {value}" for name, value in names.items() if value]
        return ("\r\n".join([self.first, *kept, *new]) + "\r\n\r\n").encode("latin-1")

    @property
    def method(self) -> str:
        return self.first.split(" ", 1)[0]

    @property
    def status(self) -> int:
        return int(self.first.split(" ", 2)[1])

    @property
    def operation(self) -> str:
        """`dynamodb:UpdateItem`, or service and method (`s3:PUT`) without a header that names the
        operation.
        """
        target = self.first.split(" ", 2)[1]
        found = SCOPE.search(self.field("authorization")) or SCOPE.search(target)
        service = (found[1] or found[2]) if found else "http"
        return f"{service}:{self.field('x-amz-target').rpartition('.')[2] or self.method}"


async def read_head(reader: StreamReader) -> Head | None:
    """None if the other side has closed the connection between two messages."""
    try:
        text = await reader.readuntil(b"\r\n\r\n")
    except IncompleteReadError as error:
        if error.partial:
            raise
        return None
    first, *lines = text.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    return Head(first, tuple(lines))


def body_of_request(reader: StreamReader, head: Head) -> AsyncIterator[bytes]:
    if "chunked" in head.field("transfer-encoding").lower():
        return _chunks(reader)
    return _sized(reader, int(head.field("content-length") or 0))


def body_of_answer(reader: StreamReader, head: Head, method: str) -> AsyncIterator[bytes]:
    if method == "HEAD" or head.status in NO_BODY:
        return _sized(reader, 0)
    return _to_the_end(reader) if is_endless(head, method) else body_of_request(reader, head)


def is_endless(answer: Head, method: str) -> bool:
    """Whether the body ends only with the connection."""
    sized = answer.field("content-length") or answer.field("transfer-encoding")
    return not sized and method != "HEAD" and answer.status not in NO_BODY


async def again(kept: IO[bytes]) -> AsyncIterator[bytes]:
    kept.seek(0)
    while piece := kept.read(PIECE):
        yield piece


async def drained(body: AsyncIterator[bytes]) -> None:
    async for _ in body:
        pass


def reset(writer: StreamWriter) -> None:
    """Aborts the connection with a TCP reset, so that the other side sees an error, not an end."""
    with suppress(OSError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
    writer.transport.abort()


async def _sized(reader: StreamReader, size: int) -> AsyncIterator[bytes]:
    while size:
        piece = await reader.read(min(size, PIECE))
        if not piece:
            raise IncompleteReadError(b"", size)
        size -= len(piece)
        yield piece


async def _chunks(reader: StreamReader) -> AsyncIterator[bytes]:
    """The chunked body with its framing and trailers."""
    while True:
        line = await reader.readuntil(b"\r\n")
        yield line
        size = int(line.partition(b";")[0], 16)
        if not size:
            break
        async for piece in _sized(reader, size + 2):
            yield piece
    while line != b"\r\n":
        line = await reader.readuntil(b"\r\n")
        yield line


async def _to_the_end(reader: StreamReader) -> AsyncIterator[bytes]:
    while piece := await reader.read(PIECE):
        yield piece
