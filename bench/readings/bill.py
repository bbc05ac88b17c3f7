"""The monthly cost of readings, from measured usage and the path found in the templates. Pure.

CPU seconds are of a core of this machine; a function gets the share of one that its memory buys.
Free tiers are ignored; of volume discounts only those for messages matter.
"""

import math
from typing import Any, NamedTuple

from bench.readings.path import Path

MINUTES = 43_800  # in a month
VCPU_MB = 1769  # memory of a function that has a whole core
CALL = 0.005  # seconds that a function waits for an AWS call
PLATFORM = 350  # bytes that Lambda itself logs for each run
SAMPLED = 0.05  # share of runs that are traced
TOPIC, METERED, CHUNK = 60, 5_120, 65_536  # bytes: of a topic; of one billed unit of IoT, of SQS
TOGETHER = 10  # messages received, or deleted, in one request
ROW = 100  # bytes that DynamoDB bills in addition for each row
TIERS = (
    (1e9, 1.0),
    (4e9, 0.8),
    (math.inf, 0.7),
)  # messages per month; share of the price
IDLE = 10  # read units, at most, of a scheduled run with nothing to do
POLLS = 15 * MINUTES  # of an empty queue: five pollers, twenty seconds each
Prices = dict[str, float]


class Used(NamedTuple):
    """The usage per message of `readings` readings."""

    readings: int
    calls: float
    wru: float
    rru: float
    cpu: float  # seconds of a whole core
    runs: float
    logged: float  # bytes
    stored: float  # bytes of rows
    sent: float  # bytes of the device's message


def prices_of(table: dict[str, Any]) -> Prices:
    return {name: row["value"] / row["per"] for name, row in table["prices"].items()}


def month(devices: int, used: Used, path: Path, prices: Prices, months: float = 1) -> Prices:
    """The cost by part, for devices that measure each minute and are always connected; rows are
    kept for `months`.
    """
    messages = devices * MINUTES / used.readings
    metered = math.ceil((used.sent + TOPIC) / METERED)
    seconds = used.cpu * VCPU_MB / path.memory + used.calls * CALL
    lambda_ = used.runs * prices["run"] + seconds * path.memory / 1024 * prices["gbs"]
    traces = used.runs * SAMPLED * prices["trace"] if path.traced else 0.0
    logs = (used.logged + used.runs * PLATFORM) / 1e9 * prices["log"]
    kept = (used.stored + ROW) / 1e9 * months
    held = prices["stored"] + (prices["recovery"] if path.recovered else 0)
    queue = prices["sqs"] * (math.ceil(used.sent / CHUNK) + 2 / TOGETHER) if path.queued else 0.0
    each = {
        "rule and action": metered * (prices["rule"] + path.actions * prices["action"]),
        "queue": queue,
        "function": lambda_,
        "rows written": used.wru * (1 + path.indexes) * prices["wru"],
        "rows read": used.rru * prices["rru"],
        "rows kept": kept * held,
        "logs and traces": logs + traces,
    }
    messaging = 0.0 if path.basic else _tiered(messages * metered) * prices["message"]
    return {
        "connections": devices * MINUTES * prices["connection"],
        "messages": messaging,
        **{part: messages * price for part, price in each.items()},
    }


def per_million(devices: int, used: Used, path: Path, prices: Prices, months: float = 1) -> float:
    """The cost of a million readings."""
    return sum(month(devices, used, path, prices, months).values()) / devices / MINUTES * 1e6


def fixed(counted: dict[str, int], schedules: dict[int, int], prices: Prices) -> Prices:
    """The monthly cost by part of a city without any message; `schedules` by minutes."""
    polls = counted["queues"] * POLLS * prices["sqs"]
    run = prices["schedule"] + prices["run"] + 0.5 * 0.05 * prices["gbs"] + 1e-6 * prices["log"]
    run += IDLE * prices["rru"]
    return {
        f"{counted['queues']} queues polled": polls,
        **{
            f"{many} functions run each {minutes} min": many * MINUTES / minutes * run
            for minutes, many in schedules.items()
        },
        **{
            f"{counted[name]} {name}": counted[name] * prices[price]
            for name, price in (
                ("dashboards", "dashboard"), ("alarms", "alarm"),
                ("keys", "key"), ("secrets", "secret"),
            )
        },
    }  # fmt: skip


def _tiered(messages: float) -> float:
    """The number of messages at the first price that would cost as much."""
    left, paid = messages, 0.0
    for size, part in TIERS:
        taken = min(left, size)
        left, paid = left - taken, paid + taken * part
    return paid
