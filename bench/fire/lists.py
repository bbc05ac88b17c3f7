"""The duration of the duty list with two thousand open incidents, beside one with a hundred.

The rows are copies of one real incident and one real asset.
"""

import hashlib
import json
import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from linli import names
from operate.home import Home
from operate.scenario.world import World

FEW, MANY, ASSETS = 100, 2_000, 5_000
ROUNDS, WARM = 60, 5
AT_ONCE = 25  # rows in one batch write
Item = dict[str, Any]


class Lists(NamedTuple):
    """Seconds of each answer."""

    few: list[float]
    many: list[float]


class Seeded:
    def __init__(self, home: Home, world: World, community: str, elsewhere: str) -> None:
        self.client, self.world = home.client("dynamodb"), world
        self.communities = {community: MANY, elsewhere: FEW}

    def measure(self, incident: str, asset: str) -> Lists:
        self._incidents(incident)
        self._assets(asset, next(iter(self.communities)))
        of_many, of_few = self.communities
        few: list[float] = []
        many: list[float] = []
        dice = Random(1)  # noqa: S311 - an order, not a secret
        for _ in range(ROUNDS + WARM):
            both = [(few, of_few), (many, of_many)]
            dice.shuffle(both)
            for seconds, community in both:
                seconds.append(self._asked(community))
        return Lists(few[WARM:], many[WARM:])

    def _asked(self, community: str) -> float:
        began = time.monotonic()
        path = f"/v1/incidents?community={community}&stage=open"
        answer = self.world.ask("GET", path, self.world.operator)
        took = time.monotonic() - began
        if answer.status != 200 or len(answer.body["items"]) != 50:
            raise RuntimeError(f"the duty list of {community}: {answer}")
        return took

    def _incidents(self, incident: str) -> None:
        table, now = names.resource(self.world.city, "incidents"), datetime.now(UTC)
        real = self._row(table, f"incident#{incident}", "incident")
        for community, many in self.communities.items():
            rows = []
            for number in range(many):
                name = _name(f"{community}{number}")
                until = (now + timedelta(minutes=number)).isoformat(timespec="microseconds")
                body = json.loads(real["body"]["S"])
                body |= {"id": name, "community": community, "deadline": until}
                listed = f"{until}#{body['priority']}#{name}"
                rows.append(_copy(real, f"incident#{name}", body, f"open#{community}", listed))
            self._write(table, rows)

    def _assets(self, asset: str, community: str) -> None:
        table = names.resource(self.world.city, "facilities")
        real = self._row(table, f"asset#{asset}", "asset")
        rows = []
        for number in range(ASSETS):
            name = f"XX-{number:05}"
            body = json.loads(real["body"]["S"]) | {"id": name, "community": community}
            where = real.get("list", {}).get("S", ""), real.get("listed", {}).get("S", "")
            place = where[1].replace(asset, name)
            rows.append(_copy(real, f"asset#{name}", body, where[0], place))
        self._write(table, rows)

    def _row(self, table: str, pk: str, sk: str) -> Item:
        key = {"pk": {"S": pk}, "sk": {"S": sk}}
        found: Item = self.client.get_item(TableName=table, Key=key)["Item"]
        return found

    def _write(self, table: str, rows: list[Item]) -> None:
        for at in range(0, len(rows), AT_ONCE):
            puts = [{"PutRequest": {"Item": row}} for row in rows[at : at + AT_ONCE]]
            self.client.batch_write_item(RequestItems={table: puts})


def _copy(real: Item, pk: str, body: Item, name: str, place: str) -> Item:
    """A row that lists contain but that has no deadline, so that the sweeper ignores it."""
    kept = {k: v for k, v in real.items() if k not in ("due", "due_shard", "events", "untold")}
    new = {"pk": pk, "body": json.dumps(body, ensure_ascii=False)}
    new |= {"list": name, "listed": place} if name else {}
    return kept | {key: {"S": value} for key, value in new.items()}


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:26]
