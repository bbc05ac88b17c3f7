"""Reads what workers noted, for the walks: each thing once, in order."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from linli.packs.keeping import client
from linli.packs.model import when

from . import noting


def things(day: datetime, shard: int) -> list[str]:
    """Things with samples on that day, as noted by all workers."""
    return sorted(set(_said(noting.of_day(day, shard))))


def hours(quarter: datetime, shard: int) -> list[str]:
    """Names of the hours to recompute once that quarter is over."""
    return sorted(
        {f"{thing}#{begins}" for thing, begins in _said(noting.of_quarter(quarter, shard))}
    )


def hour(name: str) -> tuple[str, datetime]:
    """The thing and the beginning of a named hour."""
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
