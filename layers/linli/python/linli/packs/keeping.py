"""Writing packs: 25 in one call, each by itself. A row that is there already is the same row."""

import os
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from linli import aws
from linli.observe import logger

from .model import Pack

TOGETHER = 25  # rows of a call, by DynamoDB
TRIES, PAUSE = 3, 0.05  # of what a call left over; seconds, twice as long each time
CONFIG = Config(parameter_validation=False)  # half of what a call costs, and all is made here
Key = tuple[str, str]


def put(packs: Iterable[Pack], kept: timedelta) -> set[Pack]:
    """Those that could not be written; `kept` counts from their own time."""
    once = list(dict.fromkeys(packs))
    left: set[Pack] = set()
    for start in range(0, len(once), TOGETHER):
        some = once[start : start + TOGETHER]
        if keys := _put([item(pack, kept) for pack in some]):
            left |= {pack for pack in some if (pack.pk, pack.sk) in keys}
    return left


def _put(items: Sequence[dict[str, Any]]) -> set[Key]:
    table = os.environ["TABLE"]
    waiting = [{"PutRequest": {"Item": item}} for item in items]
    for tried in range(TRIES):
        if tried:
            time.sleep(PAUSE * 2**tried)
        try:
            answer = client().batch_write_item(RequestItems={table: waiting})
        except (BotoCoreError, ClientError):
            logger.exception("packs were not written", packs=len(waiting))
            break
        waiting = answer.get("UnprocessedItems", {}).get(table, [])
        if not waiting:
            break
    return {_key(one["PutRequest"]["Item"]) for one in waiting}


def client() -> Any:
    return aws.client("dynamodb", config=CONFIG)


def item(pack: Pack, kept: timedelta) -> dict[str, Any]:
    """As DynamoDB is told of it."""
    expires = str(int((pack.at + kept).timestamp()))
    key = {"pk": {"S": pack.pk}, "sk": {"S": pack.sk}}
    return {**key, "b": {"S": pack.body}, "expires": {"N": expires}}


def _key(item: dict[str, Any]) -> Key:
    return item["pk"]["S"], item["sk"]["S"]
