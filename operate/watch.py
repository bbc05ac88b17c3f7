"""Checks every two seconds whether a city's sweepers have work, and calls those that have.

In an account, sweepers run each minute; on a laptop, whose clocks are adjustable, a story would
wait too long. Reads only indexes, and each row once, to learn whose clock it follows. Looks at one
table after another, spread over the two seconds: the engine answers one call at a time, and a
device's message would wait behind all of them.
"""

import json
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from linli.clock import ahead
from operate import lifeline
from operate.home import Home

EVERY = 2.0
UNTOLD = timedelta(seconds=60)  # within which a table's stream should have published
PATIENT = Config(read_timeout=90, retries={"max_attempts": 1})
log = logging.getLogger("watch")


class Watch:
    def __init__(self, home: Home, every: float = EVERY) -> None:
        self.home, self.every, self.ended = home, every, threading.Event()
        self.database = home.client("dynamodb", config=PATIENT)
        self.functions = home.client("lambda", config=PATIENT)
        self.communities: dict[tuple[str, str, str], str] = {}

    def look(self) -> Iterator[str]:
        """The sweepers that were called, in one look at each table."""
        tables = self._tables()
        if not tables:
            self.ended.wait(self.every)
        for table in tables:
            if self.ended.wait(self.every / len(tables)):
                return
            offsets: dict[str, float] = self.home.read("clock.json")
            if self._due(table, offsets) or self._untold(table):
                sweeper = f"{table}-sweeper"
                self.functions.invoke(FunctionName=sweeper, Payload=b"{}")
                yield sweeper

    def _tables(self) -> list[str]:
        """Every feature's table: linli-<city>-<feature>."""
        pages = self.database.get_paginator("list_tables").paginate()
        found = [name for page in pages for name in page["TableNames"]]
        return [name for name in found if name.startswith("linli-") and name.count("-") == 2]

    def _due(self, table: str, offsets: dict[str, float]) -> bool:
        now = datetime.now(UTC)
        furthest = max((ahead(offsets, place) for place in offsets), default=timedelta())
        for row in self._scan(table, "due", "due", _text(now + furthest)):
            if row["due"]["S"] <= _text(now + ahead(offsets, self._community(table, row))):
                return True
        return False

    def _untold(self, table: str) -> bool:
        return any(True for _ in self._scan(table, "untold", "untold", _text(_before(UNTOLD))))

    def _scan(self, table: str, index: str, field: str, until: str) -> Iterator[dict[str, Any]]:
        """Both indexes are sparse: they contain only open rows."""
        pages = self.database.get_paginator("scan").paginate(
            TableName=table,
            IndexName=index,
            FilterExpression="#field <= :until",
            ExpressionAttributeNames={"#field": field},
            ExpressionAttributeValues={":until": {"S": until}},
        )
        for page in pages:
            yield from page["Items"]

    def _community(self, table: str, row: dict[str, Any]) -> str:
        key = {"pk": row["pk"], "sk": row["sk"]}
        known = (table, row["pk"]["S"], row["sk"]["S"])
        if known not in self.communities:
            held = self.database.get_item(TableName=table, Key=key).get("Item", {})
            body = json.loads(held["body"]["S"]) if "body" in held else {}
            self.communities[known] = str(body.get("community", ""))[:12]
        return self.communities[known]


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    home, trouble = Home.current(), ""
    lifeline.hold(home.root)
    watch = Watch(home)
    signal.signal(signal.SIGTERM, lambda *_: watch.ended.set())
    while not watch.ended.is_set():
        try:
            for called in watch.look():
                log.info("called %s", called)
            trouble = ""
        except (BotoCoreError, ClientError) as error:
            # the engine is stopping, starting or being deployed to: look again
            if trouble != (trouble := type(error).__name__):
                log.info("cannot look: %s", error)
            watch.ended.wait(EVERY)
    sys.exit(0)


def _text(at: datetime) -> str:
    """In the format of times in rows; see linli.table.utc."""
    return at.isoformat(timespec="microseconds")


def _before(span: timedelta) -> datetime:
    return datetime.now(UTC) - span


if __name__ == "__main__":
    main()
