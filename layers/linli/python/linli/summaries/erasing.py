"""Erases everything that a thing sent, its summaries, and its quarantined messages, before they
expire.
"""

import os
from collections.abc import Iterable, Iterator
from typing import Any

from linli import quarantine
from linli.packs import keeping
from linli.packs.keeping import Key
from linli.packs.model import partition
from linli.store import there

from . import store

AT_ONCE = 500  # rows


def erase(thing: str, most: int) -> int:
    """Delete up to about `most` rows and return how many; there may be more. RuntimeError if some
    could not be deleted. Packs go first, since summaries would be recomputed from them.
    """
    gone = 0
    for keys in _said(thing):
        gone += _take(keys[: most - gone])
        if gone >= most:
            break
    return gone


def erase_rows(keys: Iterable[Key]) -> int:
    """Delete these rows; returns how many existed."""
    return _take(sorted(there(keys)))


def _said(thing: str) -> Iterator[list[Key]]:
    for pk in (*(partition(thing, wide=wide) for wide in (False, True)), *store.names(thing)):
        while keys := _keys(pk, AT_ONCE):  # deleted keys are not found again
            yield keys
    yield from quarantine.rows(thing)


def _take(keys: list[Key]) -> int:
    if keeping.delete_rows(keys):
        raise RuntimeError("not all was erased")
    return len(keys)


def _keys(pk: str, most: int) -> list[Key]:
    asked: dict[str, Any] = {
        "TableName": os.environ["TABLE"],
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": pk}},
        "ProjectionExpression": "pk, sk",
        "Limit": most,
        "ConsistentRead": True,
    }
    items = keeping.client().query(**asked)["Items"]
    return [(item["pk"]["S"], item["sk"]["S"]) for item in items]
