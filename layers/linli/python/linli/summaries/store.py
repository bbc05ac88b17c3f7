"""Summaries in their feature's table."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from linli.errors import NotFound
from linli.numbers import Length
from linli.packs.keeping import client
from linli.packs.model import stamp
from linli.store import Write, load

from .model import DAYS, HOURS, Sort, Summary


def summary(sort: Sort, thing: str, begins: datetime) -> Summary | None:
    try:
        return load(_of(sort, thing), stamp(begins), Summary)
    except NotFound:
        return None


def between(sort: Sort, thing: str, begins: datetime, ends: datetime) -> Iterator[Summary]:
    """Summaries that begin in that time, in order."""
    asked: dict[str, Any] = {
        "TableName": os.environ["TABLE"],
        "KeyConditionExpression": "pk = :pk AND sk BETWEEN :begins AND :ends",
        "ExpressionAttributeValues": {
            ":pk": {"S": _of(sort, thing)},
            ":begins": {"S": stamp(begins)},
            ":ends": {"S": stamp(ends - timedelta(microseconds=1))},
        },
        "ProjectionExpression": "body",
        "ConsistentRead": True,
    }
    while True:
        answer = client().query(**asked)
        for item in answer["Items"]:
            yield Summary.model_validate_json(item["body"]["S"])
        if "LastEvaluatedKey" not in answer:
            return
        asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def names(thing: str) -> list[str]:
    """The partition keys of all summaries of a thing."""
    return [_of(sort, thing) for sort in (HOURS, DAYS)]


def keep(sort: Sort, thing: str, summary: Summary, kept: Length) -> Write:
    """A write that expires with the packs that it was computed from."""
    expires = summary.begins + sort.width + kept(summary.begins)
    return Write(_of(sort, thing), stamp(summary.begins), summary, expires=expires)


def _of(sort: Sort, thing: str) -> str:
    return f"{sort.name}#{thing}"
