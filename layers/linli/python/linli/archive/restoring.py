"""Restoring: the packs of a day, or of one thing, are written to the table again. The files are
found by the manifest in the bucket, so nothing that the table has lost is needed.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from linli.observe import logger
from linli.packs import keeping

from . import bucket, model
from .model import File

AGAIN = timedelta(days=30)  # at least, before restored rows expire


def names(day: datetime, shard: int) -> list[str]:
    return [file.first for file in _files(day, shard)]


def go(only: str | None, day: datetime, shard: int, firsts: Sequence[str]) -> int:
    """Restore one file; ValueError if its content differs from what was archived."""
    file = next(one for one in _files(day, shard) if one.first == firsts[0])
    if only is None or file.first <= only <= file.last:
        data = bucket.get(file.key)
        lines = model.lines(data) if data is not None else []
        if model.digest(lines) != file.sha256:
            raise ValueError(f"not as it was archived: {file.key}")
        _put([line for line in lines if only in (None, model.thing(line))])
    return 1


def _put(lines: Sequence[bytes]) -> None:
    until = datetime.now(UTC) + AGAIN
    rows = [model.lasting(model.row(line), until) for line in lines]
    if left := keeping.put_rows(rows):
        raise ValueError(f"{len(left)} of {len(rows)} packs were not written")
    logger.info("brought back", packs=len(rows))


def _files(day: datetime, shard: int) -> list[File]:
    made = bucket.get(bucket.manifest(day))
    if made is None:  # otherwise an unreadable archive would count as restored
        raise ValueError(f"no manifest of that day: {bucket.manifest(day)}")
    own = bucket.file(day, shard, "").removesuffix(".jsonl.gz")
    return [file for file in model.files(made) if file.key.startswith(own)]
