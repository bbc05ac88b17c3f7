"""Counts the AWS calls of this process, and the billed units of these calls and of the functions.

It uses botocore's own hooks, so calls of all libraries count, retries included. Write units are a
lower bound: an update counts as what it writes, plus one for each index it touches.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import botocore.handlers

OWN_MS, CALL_MS, GATEWAY_MS = 8, 5, 150  # per run, per AWS call, per gateway's answer
MEMORY_GB = 0.5
LOGGED_KB = 1.0  # per run
Counts = Iterator[tuple[str, float]]
INDEXES = {"due": 1, "untold": 1}  # attributes of indexes that contain keys only
SIZE = "bytes"  # of rows put; storage is billed by the month, not per call
LISTED = "list"  # attribute of the index that contains the body as well


class Meter:
    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.units: dict[str, float] = defaultdict(float)
        hooks: list[Any] = [("before-send", self._sent), ("after-call", self._answered)]
        botocore.handlers.BUILTIN_HANDLERS[0:0] = hooks  # first, as moto answers in AWS's place

    def reset(self) -> None:
        self.calls.clear()
        self.units.clear()

    def ran(self, calls: int, gateway: int = 0) -> None:
        """Counts one run of a function with so many AWS calls."""
        self.units["run"] += 1
        self.units["log"] += LOGGED_KB
        seconds = (OWN_MS + calls * CALL_MS + gateway * GATEWAY_MS) / 1000
        self.units["gbs"] += seconds * MEMORY_GB

    def price(self, prices: dict[str, float]) -> float:
        units = ((unit, number) for unit, number in self.units.items() if unit != SIZE)
        return sum(number * prices[unit] for unit, number in units)

    def _sent(self, request: Any, event_name: str, **_: Any) -> None:
        service, operation = event_name.split(".")[1:3]
        self.calls[f"{service}.{operation}"] += 1
        if operation == "Publish":
            self.units["mqtt"] += 1
        elif count := COUNTS.get(operation):
            for unit, number in count(json.loads(request.body)):
                self.units[unit] += number

    def _answered(self, parsed: dict[str, Any], event_name: str, **_: Any) -> None:
        service, operation = event_name.split(".")[1:3]
        if operation == "BatchGetItem":  # one unit per key is counted already, found or not
            several = [row for rows in parsed["Responses"].values() for row in rows]
            self.units["rru"] += sum(math.ceil(_size(row) / 4096) - 1 for row in several)
        if service == "dynamodb" and operation in ("GetItem", "Query"):
            found = [parsed["Item"]] if "Item" in parsed else parsed.get("Items", [])
            self.units["rru"] += max(1, math.ceil(sum(map(_size, found)) / 4096))


def _of_rows(said: dict[str, Any]) -> Counts:
    """Write units and bytes of rows that are put whole."""
    for row in said["RequestItems"].values() if "RequestItems" in said else [[said]]:
        for one in row:
            size = _size(one.get("PutRequest", one)["Item"])
            yield "wru", math.ceil(size / 1024)
            yield SIZE, size


def _written(update: dict[str, Any], *, twice: bool = False) -> int:
    size = math.ceil((_size(update["Key"]) + _size(update["ExpressionAttributeValues"])) / 1024)
    names = update["ExpressionAttributeNames"]
    setting = update["UpdateExpression"].partition("REMOVE")[0]
    touched = {names[alias] for alias in re.findall(r"#\d+", setting)}
    indexes = sum(INDEXES[name] for name in touched & set(INDEXES))
    listed = size if LISTED in touched else 0
    return size * (2 if twice else 1) + indexes + listed


def _size(row: dict[str, Any]) -> int:
    return sum(len(name) + _bytes(value) for name, value in row.items())


def _bytes(value: dict[str, Any]) -> int:
    ((kind, held),) = value.items()
    if kind == "L":
        return sum(map(_bytes, held))
    return len(str(held).encode())


COUNTS: dict[str, Callable[[dict[str, Any]], Iterable[tuple[str, float]]]] = {
    "UpdateItem": lambda said: [("wru", _written(said))],
    "TransactWriteItems": lambda said: [
        ("wru", _written(one["Update"], twice=True)) for one in said["TransactItems"]
    ],
    "PutItem": _of_rows,
    "BatchWriteItem": _of_rows,
    "BatchGetItem": lambda said: [
        ("rru", len(one["Keys"])) for one in said["RequestItems"].values()
    ],
    "PutEvents": lambda said: [("event", len(said["Entries"]))],
}
