"""The files of the running build, made by Vite and compressed at deployment."""

import gzip
import hashlib
import json
import os
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

KINDS = {
    "css": "text/css; charset=utf-8",
    "geojson": "application/geo+json",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "woff2": "font/woff2",
}
PACKED = ".gz"  # all files are; the few that do not shrink hardly grow
_HERE = files(__package__)


class File(NamedTuple):
    kind: str
    packed: bytes

    def plain(self) -> bytes:
        return gzip.decompress(self.packed)


@cache
def page() -> File:
    return _read("index.html")


@cache
def assets() -> dict[str, File]:
    """By name; a few hundred kilobytes, read once."""
    folder = _HERE.joinpath("static", "assets")
    names = sorted(entry.name.removesuffix(PACKED) for entry in folder.iterdir())
    return {name: _read("assets", name) for name in names}


@cache
def outline(name: str) -> File | None:
    """The outlines of a community and its buildings from the city's file; None if there is none.
    Read on the first request.
    """
    return _read("outlines", name) if name in _outlines() else None


@cache
def build() -> str:
    """The build's id: a hash of its file names, which contain hashes of their content."""
    return hashlib.sha256(" ".join(assets()).encode()).hexdigest()[:16]


@cache
def config() -> bytes:
    """`/config.json`: what the deployment wrote about the city, with the addresses of its issuer
    and socket.
    """
    city: dict[str, Any] = json.loads(_HERE.joinpath("city.json").read_text("utf-8"))
    city |= {"issuer": os.environ["ISSUER"], "socket": os.environ.get("SOCKET")}
    return json.dumps(city, ensure_ascii=False).encode()


@cache
def _outlines() -> frozenset[str]:
    folder = _HERE.joinpath("static", "outlines")
    entries = folder.iterdir() if folder.is_dir() else ()
    return frozenset(entry.name.removesuffix(PACKED) for entry in entries)


def kind(name: str) -> str:
    return KINDS.get(name.rpartition(".")[2], "application/octet-stream")


def _read(*path: str) -> File:
    where = _HERE.joinpath("static", *path[:-1], path[-1] + PACKED)
    return File(kind(path[-1]), where.read_bytes())
