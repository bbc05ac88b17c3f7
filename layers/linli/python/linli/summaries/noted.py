"""What workers noted, as it is walked: each thing once, in order."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from linli.packs.keeping import client
from linli.packs.model import when

from . import noting


def things(day: datetime, shard: int) -> list[str]:
    """Those that have samples of that day; of every worker that heard them."""
    return sorted(set(_said(noting.of_day(day, shard))))


def hours(quarter: datetime, shard: int) -> list[str]:
    """Names of those that are to be made once that quarter is over."""
    return sorted(
        {f"{thing}#{begins}" for thing, begins in _said(noting.of_quarter(quarter, shard))}
    )


def hour(name: str) -> tuple[str, datetime]:
    """Of which thing it is, and when it begins."""
    thing, _, begins = name.rpartition("#")
    return thing, when(begins)


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
