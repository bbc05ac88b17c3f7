"""Taking away all that a thing said, and what was made of it, before its time."""

import os
from typing import Any

from linli.packs import keeping
from linli.packs.keeping import Key
from linli.packs.model import partition

from . import store

AT_ONCE = 500  # rows


def erase(thing: str, most: int) -> int:
    """How many rows went, of which there may be more; RuntimeError if some could not go. Packs go
    first, as summaries would be made of them again.
    """
    gone = 0
    for pk in (*(partition(thing, wide=wide) for wide in (False, True)), *store.names(thing)):
        while gone < most and (keys := _keys(pk, min(AT_ONCE, most - gone))):
            if keeping.delete_rows(keys):
                raise RuntimeError("not all was erased")
            gone += len(keys)
    return gone


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
