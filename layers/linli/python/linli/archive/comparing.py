"""Verification: each archived file is compared with its recorded digest and with the rows of the
table; then the manifest is written, from which alone a day can be restored.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from linli import clock, walks
from linli.city import city
from linli.counted import Counted
from linli.errors import NotFound
from linli.numbers import Length
from linli.observe import logger, remark
from linli.summaries import noted
from linli.summaries.courses import ARCHIVING

from . import bucket, model, store, writing
from .model import Day, File, Which


def names(day: datetime, shard: int) -> list[str]:
    return [file.first for file in store.shard(day, shard).files]


def go(kept: Length, which: Which, day: datetime, shard: int, firsts: Sequence[str]) -> int:
    file = next(one for one in store.shard(day, shard).files if one.first == firsts[0])
    things = [one for one in noted.things(day, shard) if file.first <= one <= file.last]
    if not (
        _is_sound(file)
        and (writing.expires(day, kept) or _is_of_rows(file, day, filter(which, things)))
    ):
        logger.error("an archive is not what its table has", key=file.key)
        store.keep_day(day, partial(_wrong, file.key))
    return 1


def end(day: datetime) -> None:
    """Files with differences are archived again, and then verified again."""
    found = _with_manifest(day)
    if found is None:
        return
    if found.wrong:
        remark(Counted.ARCHIVE_WRONG, len(found.wrong))
        walks.recall(ARCHIVING, day)
        return
    now = clock.now(city().code)
    store.keep_day(day, lambda last: (last or found).model_copy(update={"compared_at": now}))


def _with_manifest(day: datetime) -> Day | None:
    found, key = store.day(day), bucket.manifest(day)
    if found is None or bucket.get(key) == model.manifest(bucket.feature(), day, store.shards(day)):
        return found
    logger.error("a manifest of the archive is not what was written", key=key)
    store.keep_day(day, partial(_wrong, key))
    return store.day(day)


def _is_sound(file: File) -> bool:
    data = bucket.get(file.key)
    return _is(file, model.lines(data) if data is not None else [])


def _is_of_rows(file: File, day: datetime, things: Iterable[str]) -> bool:
    return _is(file, [model.line(row) for thing in things for row in store.packs(thing, day)])


def _is(file: File, lines: Sequence[bytes]) -> bool:
    return (len(lines), model.digest(lines)) == (file.packs, file.sha256)


def _wrong(key: str, before: Day | None) -> Day:
    if before is None:
        raise NotFound
    return before.model_copy(update={"wrong": tuple(sorted({*before.wrong, key}))})
