"""A proxy between functions and engine that counts the calls and their cost.

Write units are counted as in `bench notify`; a read counts as the minimum of one unit. Runs are
counted from the logs, state transitions from the execution histories.
"""

import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from bench.telling.meter import CALL_MS, LOGGED_KB, MEMORY_GB, OWN_MS, _written
from operate.faults.proxy import Call, Proxy

COUNTED = ("UpdateItem", "TransactWriteItems", "PutEvents", "BatchGetItem")
QUEUED = 3  # SQS requests per message: send, receive, delete


@dataclass
class Bill:
    calls: Counter[str] = field(default_factory=Counter)
    units: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    by_table: Counter[str] = field(default_factory=Counter)  # write units

    def take(self, operation: str, asked: dict[str, Any]) -> None:
        self.calls[operation] += 1
        if operation in ("GetItem", "Query"):
            self.units["rru"] += 1
        for wanted in asked.get("RequestItems", {}).values():
            self.units["rru"] += len(wanted["Keys"])
        if operation == "UpdateItem":
            self._wrote(asked["TableName"], _written(asked))
        for one in asked.get("TransactItems", ()):
            self._wrote(one["Update"]["TableName"], _written(one["Update"], twice=True))
        self.units["event"] += len(asked.get("Entries", ()))

    def ran(self, runs: int, queued: int, transitions: int) -> None:
        self.units["run"] += runs
        self.units["log"] += runs * LOGGED_KB
        seconds = (runs * OWN_MS + self.calls.total() * CALL_MS) / 1000
        self.units["gbs"] += seconds * MEMORY_GB
        self.units["sqs"] += queued * QUEUED
        self.units["transition"] += transitions

    def price(self, prices: dict[str, float]) -> float:
        return sum(number * prices[unit] for unit, number in self.units.items())

    def _wrote(self, table: str, units: int) -> None:
        self.units["wru"] += units
        self.by_table[table.rpartition("-")[2]] += units


class Metered(Proxy):
    """Passes everything on; only calls of the city's own functions are billed."""

    bill = Bill()

    async def _pass(self, call: Call) -> None:
        if call.worker is None or call.worker.function.startswith(f"{self.prefix}bench"):
            await super()._pass(call)
            return
        pieces: list[bytes] = []
        await super()._pass(call._replace(body=_kept(call.body, pieces)))
        operation = call.head.operation.partition(":")[2]
        asked = json.loads(b"".join(pieces)) if operation in COUNTED else {}
        self.bill.take(operation, asked)


async def _kept(body: AsyncIterator[bytes], pieces: list[bytes]) -> AsyncIterator[bytes]:
    async for piece in body:
        pieces.append(piece)
        yield piece
