"""The archive's records, and the packs of a day as rows."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from linli.aggregates.folding import DAY
from linli.packs.keeping import client
from linli.packs.model import partition, stamp
from linli.store import Write, commit, find, until_settled
from linli.walks import SHARDS

from .model import Day, Row, Shard, dated

LIST = "archived"


def shard(day: datetime, number: int) -> Shard:
    return find(_day(day), str(number), Shard) or Shard(day=day)


def shards(day: datetime) -> list[Shard]:
    return [shard(day, number) for number in range(SHARDS)]


def keep_shard(day: datetime, number: int, change: Callable[[Shard], Shard]) -> None:
    def settle() -> None:
        before = shard(day, number)
        if (after := change(before)) != before:
            commit(Write(_day(day), str(number), after))

    until_settled(settle)


def day(at: datetime) -> Day | None:
    return find(_day(at), "day", Day)


def keep_day(at: datetime, change: Callable[[Day | None], Day]) -> None:
    def settle() -> None:
        before = day(at)
        after = change(before).model_copy(update={"version": before and before.version})
        if after != before:
            commit(Write(_day(at), "day", after, listed=(LIST, dated(at))))

    until_settled(settle)


def packs(thing: str, day: datetime) -> Iterator[Row]:
    """The packs of that day, in order of their keys."""
    for wide in (False, True):
        yield from _packs(partition(thing, wide=wide), day)


def _packs(pk: str, day: datetime) -> Iterator[Row]:
    asked: dict[str, Any] = {
        "TableName": os.environ["TABLE"],
        "KeyConditionExpression": "pk = :pk AND sk BETWEEN :begins AND :ends",
        "ExpressionAttributeValues": {
            ":pk": {"S": pk},
            ":begins": {"S": stamp(day)},
            ":ends": {"S": stamp(day + DAY)},  # without a number: sorts before all of the next day
        },
        "ConsistentRead": True,
    }
    while True:
        answer = client().query(**asked)
        yield from answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return
        asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _day(day: datetime) -> str:
    return f"archived#{dated(day)}"
