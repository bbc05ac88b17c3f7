"""Archiving: writes a shard of a day as a few files, and the list of these."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain

from linli import walks
from linli.aggregates.folding import DAY
from linli.numbers import Length
from linli.observe import logger

from . import bucket, model, store
from .model import Day, File, Which

COMPARING = "comparing"  # the walk that verifies an archived day
LARGE = 16_000_000  # bytes of uncompressed lines, after which a file ends


def go(kept: Length, which: Which, day: datetime, shard: int, things: Sequence[str]) -> int:
    """Write a file of the next things; its name is the first of them, so writing it again replaces
    it.
    """
    if expires(day, kept):
        logger.error("too late to archive a day, as its rows expire", day=model.dated(day))
        return len(things)
    lines: dict[str, list[bytes]] = {}
    size = taken = 0
    while taken < len(things) and size < LARGE:
        thing = things[taken]
        if which(thing) and (own := [model.line(row) for row in store.packs(thing, day)]):
            lines[thing] = own
            size += sum(map(len, own))
        taken += 1
    files = [_written(day, shard, lines)] if lines else []
    store.keep_shard(day, shard, lambda before: before.with_(things[0], files))
    return taken


def end(day: datetime) -> None:
    """Record the day's files and schedule the verification; nothing if no device sent anything."""
    shards = store.shards(day)
    files = [file for shard in shards for file in shard.files]
    if not files:
        return
    made = model.manifest(bucket.feature(), day, shards)
    bucket.put(bucket.manifest(day), made, "application/json")
    packs = sum(file.packs for file in files)
    store.keep_day(day, lambda _: Day(day=day, files=len(files), packs=packs))
    walks.recall(COMPARING, day)


def expires(day: datetime, kept: Length) -> bool:
    """Whether the day's rows have begun to expire; TTL is real time."""
    return day + kept(day) - DAY < datetime.now(UTC)


def _written(day: datetime, shard: int, lines: Mapping[str, list[bytes]]) -> File:
    things, whole = list(lines), list(chain.from_iterable(lines.values()))
    key = bucket.file(day, shard, things[0])
    bucket.put(key, model.zipped(whole), "application/gzip")
    return File(
        key=key,
        first=things[0],
        last=things[-1],
        packs=len(whole),
        sha256=model.digest(whole),
    )
