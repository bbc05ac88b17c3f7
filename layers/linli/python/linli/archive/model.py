"""What is archived of a day. Pure."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime

from linli.model import Fact, Noun
from linli.wall import local_day

Row = dict[str, Any]  # in DynamoDB's JSON
Which = Callable[[str], bool]  # whether a thing is archived


class File(Fact):
    """All packs of a day, of the things from `first` to `last`; `sha256` is of its uncompressed
    lines.
    """

    key: str
    first: str
    last: str
    packs: int
    sha256: str


class Shard(Noun):
    day: AwareDatetime
    files: tuple[File, ...] = ()

    def with_(self, begins: str, files: Iterable[File]) -> "Shard":
        """Files are made in order: those from `begins` on are from an earlier run, and are
        replaced.
        """
        kept = (one for one in self.files if one.first < begins)
        return self.model_copy(update={"files": (*kept, *files)})


class Day(Noun):
    """`wrong` are the keys of files that differ from the table."""

    day: AwareDatetime
    files: int
    packs: int
    compared_at: AwareDatetime | None = None
    wrong: tuple[str, ...] = ()


def line(row: Row) -> bytes:
    """A row as a line of JSON, complete."""
    said = {name: row[name]["S"] for name in ("pk", "sk", "b")}
    whole = said | {"expires": int(row["expires"]["N"])}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row(line: bytes) -> Row:
    said = json.loads(line)
    texts: Row = {name: {"S": said[name]} for name in ("pk", "sk", "b")}
    return texts | {"expires": {"N": str(said["expires"])}}


def thing(line: bytes) -> str:
    return str(json.loads(line)["pk"]).partition("#")[2]


def zipped(lines: Iterable[bytes]) -> bytes:
    """Gzip, deterministic: equal lines give equal bytes."""
    return gzip.compress(b"".join(lines), mtime=0)


def lines(data: bytes) -> list[bytes]:
    return gzip.decompress(data).splitlines(keepends=True)


def digest(lines: Iterable[bytes]) -> str:
    known = hashlib.sha256()
    for one in lines:
        known.update(one)
    return known.hexdigest()


def dated(day: datetime) -> str:
    """The day as keys have it, in local time: 2026-06-01."""
    return local_day(day).isoformat()


def manifest(feature: str, day: datetime, shards: Iterable[Shard]) -> bytes:
    files = [file.model_dump() for shard in shards for file in shard.files]
    packs = sum(file["packs"] for file in files)
    said = {"feature": feature, "day": dated(day), "packs": packs, "files": files}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def files(manifest: bytes) -> Iterator[File]:
    return (File.model_validate(one) for one in json.loads(manifest)["files"])


def lasting(row: Row, until: datetime) -> Row:
    """A row for restoring, with an expiry of its own so that it does not vanish at once."""
    expires = max(int(row["expires"]["N"]), int(until.timestamp()))
    return row | {"expires": {"N": str(expires)}}
