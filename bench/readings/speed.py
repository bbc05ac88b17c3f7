"""CPU time per record of a batch of a hundred: Linli, textbook and lower bound, alternating."""

import gc
import json
import random
import time
from base64 import b64decode
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

from bench.readings.fleet import Event, Fleet
from bench.textbook import batch as textbook

ROUNDS, RECORDS = 20, 100
TIMES = {"ours": 8, "textbook": 1, "floor": 60, "plain": 120}  # of a round: some 30 ms of each
CASES = {  # devices, share of readings outside a limit
    "20 devices": (20, 0.0),
    "5 devices": (5, 0.0),
    "100 devices": (100, 0.0),
    "20 devices, 1 % crossing": (20, 0.01),
    "20 devices, 10 % crossing": (20, 0.1),
}
CONTEXT = SimpleNamespace(
    function_name="f",
    memory_limit_in_mb=512,
    invoked_function_arn="a",
    aws_request_id="r",
    get_remaining_time_in_millis=lambda: 20_000,
)
Handler = Callable[[Event, Any], Any]


class Way(NamedTuple):
    name: str
    run: Callable[[], Any]


def measure(handler: Handler) -> dict[str, Any]:
    """By case, then by way: microseconds in each round."""
    ways = {case: _ways(handler, *how) for case, how in CASES.items()}
    for each in ways.values():
        for way in each:
            way.run()  # warms up
    spent: dict[str, dict[str, list[float]]] = {
        case: {way.name: [] for way in each} for case, each in ways.items()
    }
    gc.collect()
    gc.freeze()
    dice = random.Random(1)  # noqa: S311 - an order, not a secret
    for _ in range(ROUNDS):
        order = [(case, way) for case, each in ways.items() for way in each]
        dice.shuffle(order)
        for case, way in order:
            spent[case][way.name].append(_spent(way))
    return spent


def _spent(way: Way) -> float:
    times, began = TIMES[way.name], time.process_time()
    for _ in range(times):
        way.run()
    return (time.process_time() - began) / times / RECORDS * 1e6


def _ways(handler: Handler, devices: int, crossing: float) -> list[Way]:
    ours = Fleet(devices, crossing=crossing).batch(RECORDS)
    plain = Fleet(devices).plain(RECORDS)
    for run, event in ((handler, ours), (textbook.handler, plain)):
        if failed := run(event, CONTEXT)["batchItemFailures"]:
            raise RuntimeError(f"{len(failed)} of {RECORDS} were not taken")
    return [
        Way("ours", lambda: handler(ours, CONTEXT)),
        Way("textbook", lambda: textbook.handler(plain, CONTEXT)),
        Way("floor", lambda: _floor(ours)),
        Way("plain", lambda: [json.loads(record["body"]) for record in plain["Records"]]),
    ]


def _floor(event: Event) -> None:
    """What no design can avoid: decoding the envelope and its message."""
    for record in event["Records"]:
        json.loads(b64decode(json.loads(record["body"])["payload"]))
