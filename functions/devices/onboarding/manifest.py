"""The text of a manifest, which its maker signs byte for byte. Pure.

    linli-manifest/1
    maker=acme
    batch=2026-07
    issued=2026-07-01
    serial,kind
    AC-000001,water_meter
    AC-000002,water_meter

UTF-8, each line ended by one line feed, serials in ascending order, each once.
"""

import re
from base64 import b64decode
from binascii import Error
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from linli.errors import Invalid

from .model import PAGE, Key, Maker, Serials

FIRST, HEAD, MOST = "linli-manifest/1", ("maker", "batch", "issued"), 20_000
SERIAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{3,63}")
KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
BATCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
Verify = Callable[[str, bytes, bytes], bool]  # (public key, signature, text)


class Manifest(NamedTuple):
    maker: str
    batch: str
    issued: str
    kinds: dict[str, str]  # by serial, ascending

    @property
    def id(self) -> str:
        return f"{self.maker}.{self.batch}"

    def counted(self) -> dict[str, int]:
        return dict(sorted(Counter(self.kinds.values()).items()))

    def pages(self) -> list[Serials]:
        rows = list(self.kinds.items())
        return [Serials(kinds=dict(rows[n : n + PAGE])) for n in range(0, len(rows), PAGE)]

    def starts(self) -> tuple[str, ...]:
        return tuple(list(self.kinds)[::PAGE])


def read(text: str) -> Manifest:
    """Parse strictly; the pointer of Invalid ends in the line number."""
    lines = text.split("\n")
    if lines[0] != FIRST:
        raise Invalid("manifest-unreadable", "/body/text/1")
    if lines.pop():
        raise Invalid("manifest-unreadable", f"/body/text/{len(lines) + 1}")
    said = dict(_field(number, lines, name) for number, name in enumerate(HEAD, start=2))
    if len(lines) < 6 or lines[4] != "serial,kind":
        raise Invalid("manifest-unreadable", "/body/text/5")
    if len(lines) - 5 > MOST:
        raise Invalid("manifest-too-long", "/body/text")
    rows = [_row(number, line) for number, line in enumerate(lines[5:], start=6)]
    for number, (one, other) in enumerate(pairwise(rows), start=7):
        if one[0] >= other[0]:
            raise Invalid("manifest-out-of-order", f"/body/text/{number}")
    return Manifest(**said, kinds=dict(rows))


def signed(text: str, signature: str, maker: Maker, verify: Verify) -> Key:
    """The maker's key that signed it; Invalid if none did."""
    try:
        proof = b64decode(signature, validate=True)
    except Error:
        raise Invalid("manifest-not-signed", "/body/signature") from None
    for key in maker.public_keys:
        if verify(key.pem, proof, text.encode()):
            return key
    raise Invalid("manifest-not-signed", "/body/signature")


def page_of(starts: Sequence[str], serial: str) -> int | None:
    """The index of the page with the serial, or None."""
    before = [number for number, start in enumerate(starts) if start <= serial]
    return before[-1] if before else None


def _field(number: int, lines: list[str], name: str) -> tuple[str, str]:
    begins = f"{name}="
    line = lines[number - 1] if number <= len(lines) else ""
    if not line.startswith(begins) or not _fits(name, line.removeprefix(begins)):
        raise Invalid("manifest-unreadable", f"/body/text/{number}")
    return name, line.removeprefix(begins)


def _fits(name: str, value: str) -> bool:
    if name == "issued":
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    return bool(BATCH.fullmatch(value))


def _row(number: int, line: str) -> tuple[str, str]:
    serial, _, kind = line.partition(",")
    if not SERIAL.fullmatch(serial) or not KIND.fullmatch(kind):
        raise Invalid("manifest-unreadable", f"/body/text/{number}")
    return serial, kind
