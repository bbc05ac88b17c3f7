"""What workers noted, as it is walked: each thing once, in order."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from linli.packs.keeping import client
from linli.packs.model import when

from . import noting


class Hour(NamedTuple):
    thing: str
    begins: datetime


def things(day: datetime, shard: int) -> list[str]:
    """Those that have samples of that day; of every worker that heard them."""
    return sorted(set(_said(noting.of_day(day, shard))))


def hours(quarter: datetime, shard: int) -> list[Hour]:
    """Those that are to be made once that quarter is over."""
    found = _said(noting.of_quarter(quarter, shard))
    return sorted({Hour(thing, when(begins)) for thing, begins in found})


def _said(pk: str) -> Iterator[Any]:
    asked: dict[str, Any] = {
        "TableName": os.environ["TABLE"],
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": pk}},
        "ProjectionExpression": "b",
        "ConsistentRead": True,
    }
    while True:
        answer = client().query(**asked)
        for item in answer["Items"]:
            yield from json.loads(item["b"]["S"])
        if "LastEvaluatedKey" not in answer:
            return
        asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
