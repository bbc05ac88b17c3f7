"""A feature's table as an operator sees it: unpublished events, quarantine, open and
overdue nouns.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from linli import names
from linli.clock import ahead
from linli.numbers import WAITING
from operate.here import City

SHARDS = 8
AT_ONCE = 100  # rows per call
LATE = timedelta(seconds=60)  # the interval of the sweeper


class Kept(NamedTuple):
    """A message in quarantine; see linli.quarantine."""

    pk: str
    version: int
    body: dict[str, Any]


class Part(NamedTuple):
    """One row of a key that has several."""

    sk: str
    version: int
    body: dict[str, Any]


class Open(NamedTuple):
    """Open nouns with a state machine, by their state."""

    open: int
    overdue: int
    stuck: int


class Table:
    def __init__(self, city: City, feature: str) -> None:
        self.city, self.feature = city, feature
        self.name = names.resource(city.name, feature)
        self.client = city.home.client("dynamodb")

    def untold(self) -> int:
        pages = self.client.get_paginator("scan").paginate(
            TableName=self.name, IndexName="untold", Select="COUNT"
        )
        return sum(page["Count"] for page in pages)

    def quarantine(self) -> Iterator[Kept]:
        """The messages in quarantine, longest first."""
        for row in self._query("listed", "#list = :name", {":name": {"S": "quarantine"}}):
            body = json.loads(row["body"]["S"])
            yield Kept(row["pk"]["S"], int(row["version"]["N"]), body)

    def archived(self) -> Iterator[dict[str, Any]]:
        """The archived days, in order; see linli.archive."""
        for row in self._query("listed", "#list = :name", {":name": {"S": "archived"}}):
            yield json.loads(row["body"]["S"])

    def keep(self, message_id: str, text: str, why: str, queue: str) -> None:
        """Stores a message in quarantine as linli.quarantine would; idempotent."""
        now = datetime.now(UTC)
        at = now.isoformat(timespec="microseconds")
        body = {"id": message_id, "queue": queue, "text": text, "why": why, "kept_at": at}
        row = {
            "pk": f"quarantine#{message_id}",
            "sk": "kept",
            "body": json.dumps(body | {"replays": 0}, ensure_ascii=False),
            "commit": message_id,
            "list": "quarantine",
            "listed": f"{at}|{message_id}",
        }
        until = now + WAITING["quarantine-kept"].span(now)
        numbers = {"version": {"N": "1"}, "expires": {"N": f"{until.timestamp():.0f}"}}
        with suppress(self.client.exceptions.ConditionalCheckFailedException):
            self.client.put_item(
                TableName=self.name,
                Item={name: {"S": value} for name, value in row.items()} | numbers,
                ConditionExpression="attribute_not_exists(pk)",
            )

    def replayed(self, kept: Kept) -> None:
        """Moves a message to the list of replayed ones; a ClientError if another replay has changed
        it meanwhile.
        """
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        body = kept.body | {"replays": kept.body.get("replays", 0) + 1, "replayed_at": at}
        self.client.update_item(
            TableName=self.name,
            Key={"pk": {"S": kept.pk}, "sk": {"S": "kept"}},
            UpdateExpression="SET body = :body, version = :new, #list = :list, listed = :place",
            ConditionExpression="version = :old",
            ExpressionAttributeNames={"#list": "list"},
            ExpressionAttributeValues={
                ":body": {"S": json.dumps(body, ensure_ascii=False)},
                ":old": {"N": str(kept.version)},
                ":new": {"N": str(kept.version + 1)},
                ":list": {"S": "replayed"},
                ":place": {"S": f"{at}|{kept.body['id']}"},
            },
        )

    def driven(self) -> Open:
        nouns = list(self.nouns())
        offsets = self.city.home.read("clock.json")
        now = datetime.now(UTC)
        overdue = [
            noun
            for noun in nouns
            if datetime.fromisoformat(noun["due"]) + LATE < now + ahead(offsets, noun["community"])
        ]
        return Open(len(nouns), len(overdue), sum(bool(noun.get("stuck")) for noun in nouns))

    def nouns(self, kind: str = "") -> Iterator[dict[str, Any]]:
        """Open nouns; with `kind` those whose key begins so."""
        keys = [
            {"pk": row["pk"], "sk": row["sk"]}
            for shard in range(SHARDS)
            for row in self._query("due", "due_shard = :shard", {":shard": {"S": f"due#{shard}"}})
            if row["pk"]["S"].startswith(kind)
        ]
        for start in range(0, len(keys), AT_ONCE):
            wanted = {self.name: {"Keys": keys[start : start + AT_ONCE]}}
            answer = self.client.batch_get_item(RequestItems=wanted)
            for row in answer["Responses"][self.name]:
                if "due" in row:
                    yield json.loads(row["body"]["S"]) | {"due": row["due"]["S"]}

    def partition(self, pk: str, since: str, until: str) -> Iterator[Part]:
        """The rows of a key, in order, from one sort key to another."""
        pages = self.client.get_paginator("query").paginate(
            TableName=self.name,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :since AND :until",
            ExpressionAttributeValues={
                ":pk": {"S": pk},
                ":since": {"S": since},
                ":until": {"S": until},
            },
        )
        for page in pages:
            for row in page["Items"]:
                yield Part(row["sk"]["S"], int(row["version"]["N"]), json.loads(row["body"]["S"]))

    def _query(self, index: str, where: str, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
        named = {"ExpressionAttributeNames": {"#list": "list"}} if "#list" in where else {}
        pages = self.client.get_paginator("query").paginate(
            TableName=self.name,
            IndexName=index,
            KeyConditionExpression=where,
            ExpressionAttributeValues=values,
            **named,
        )
        for page in pages:
            yield from page["Items"]
