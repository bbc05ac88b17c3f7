"""Writing and deleting packs, 25 per call, each independent of the others. A row that exists
already is identical.
"""

import os
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from pydantic_core import to_json

from linli import aws
from linli.numbers import Length
from linli.observe import logger

from .model import Pack

TOGETHER = 25  # rows per BatchWriteItem
TRIES, PAUSE = 3, 0.05  # retries of unprocessed rows; seconds, doubled each time
CONFIG = Config(parameter_validation=False)  # validation is half a call
REFUSED = "ValidationException"
Key = tuple[str, str]


def put(packs: Iterable[Pack], kept: Length) -> set[Key]:
    """Write; returns the keys that failed. `kept` counts from each pack's own time."""
    items = {_key(one): one for one in (item(pack, kept(pack.at)) for pack in packs)}
    return put_rows(list(items.values()))


def put_rows(rows: Sequence[dict[str, Any]]) -> set[Key]:
    """Write rows with distinct keys; returns the keys that failed."""
    return _ask([{"PutRequest": {"Item": row}} for row in rows])


def delete_rows(keys: Sequence[Key]) -> set[Key]:
    """Delete; returns the keys that remain."""
    return _ask([{"DeleteRequest": {"Key": named(key)}} for key in keys])


def named(key: Key) -> dict[str, Any]:
    """The key in DynamoDB's JSON."""
    pk, sk = key
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def _ask(requests: Sequence[dict[str, Any]]) -> set[Key]:
    left: set[Key] = set()
    for start in range(0, len(requests), TOGETHER):
        left |= _write(requests[start : start + TOGETHER])
    return left


def _write(requests: Sequence[dict[str, Any]]) -> set[Key]:
    table, waiting = os.environ["TABLE"], list(requests)
    for tried in range(TRIES):
        if tried:
            time.sleep(PAUSE * 2**tried)
        try:
            answer = client().batch_write_item(RequestItems={table: waiting})
        except (BotoCoreError, ClientError) as error:
            if len(requests) > 1 and _is_of_one(error):
                return set().union(*(_write([one]) for one in requests))
            logger.exception("packs were not written", packs=len(waiting))
            break
        waiting = answer.get("UnprocessedItems", {}).get(table, [])
        if not waiting:
            break
    return {_asked(one) for one in waiting}


def _is_of_one(error: Exception) -> bool:
    """Whether one invalid item made DynamoDB refuse the whole call."""
    return isinstance(error, ClientError) and error.response["Error"]["Code"] == REFUSED


@cache
def client() -> Any:
    """A client that sends rows and keys without transforming them: they are already in DynamoDB's
    JSON, and botocore's walk over every value would double the cost of a call.
    """
    made = aws.client("dynamodb", config=CONFIG)
    for call in ("BatchWriteItem", "BatchGetItem"):
        made.meta.events.register(f"before-parameter-build.dynamodb.{call}", _set_aside)
        made.meta.events.register(f"before-call.dynamodb.{call}", _write_out)
    return made


def _set_aside(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
    context["rows"] = params["RequestItems"]
    params["RequestItems"] = {table: {} for table in context["rows"]}


def _write_out(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
    params["body"] = to_json({"RequestItems": context["rows"]})


def item(pack: Pack, kept: timedelta) -> dict[str, Any]:
    """The row in DynamoDB's JSON."""
    return {
        "pk": {"S": pack.pk},
        "sk": {"S": pack.sk},
        "b": {"S": pack.body},
        "expires": {"N": str(int((pack.at + kept).timestamp()))},
    }


def _asked(request: dict[str, Any]) -> Key:
    [said] = request.values()
    return _key(said.get("Item") or said["Key"])


def _key(item: dict[str, Any]) -> Key:
    return item["pk"]["S"], item["sk"]["S"]
