"""The AWS usage of batches, counted by botocore's own hooks."""

import json
import os
import time
from typing import Any

from bench.readings.fleet import Fleet
from bench.readings.speed import CONTEXT, Handler
from bench.telling.meter import Meter

MESSAGES = 5_000
CASES = {  # devices per hundred messages, readings per message
    "packed by ten": (20, 10),
    "packed by ten, each another device": (100, 10),
    "one by one": (20, 1),
    "one by one, each another device": (100, 1),
}
SCALES = (1_000, 10_000, 100_000)  # devices, each with one message
UNKNOWN = "{}, each unknown to its worker"


def measure(handler: Handler, meter: Meter, batch: int, log: int) -> dict[str, Any]:
    """Usage per message, by case; `log` is the descriptor of the file with the
    function's output.
    """
    count = Count(handler, meter, batch, log)
    found = {}
    for number, (case, (spread, readings)) in enumerate(CASES.items()):
        fleet = Fleet(spread * batch // 100, readings, first=number * batch)
        count.used(fleet, 1)  # fills the caches of assets and of the day's records
        found[case] = count.used(fleet, MESSAGES // batch)
    for case, readings in (("packed by ten", 10), ("one by one", 1)):
        first = MESSAGES * (100 + readings)
        fleet = Fleet(MESSAGES, readings, first=first)
        found[UNKNOWN.format(case)] = count.used(fleet, MESSAGES // batch)
    for devices in SCALES:
        fleet = Fleet(devices, 10, first=10 * devices)
        found[f"{devices:,} devices"] = count.used(fleet, devices // batch)
    return found


class Count:
    def __init__(self, handler: Handler, meter: Meter, batch: int, log: int) -> None:
        self.handler, self.meter, self.batch, self.log = handler, meter, batch, log

    def used(self, fleet: Fleet, runs: int) -> dict[str, float]:
        """The average usage per message over so many runs; the keys are the fields of
        bench.readings.bill.Used.
        """
        self.meter.reset()
        cpu, logged, sent = 0.0, os.fstat(self.log).st_size, 0.0
        for _ in range(runs):
            event = fleet.batch(self.batch)
            sent += sum(len(json.loads(one["body"])["payload"]) * 3 / 4 for one in event["Records"])
            began = time.process_time()
            if self.handler(event, CONTEXT)["batchItemFailures"]:
                raise RuntimeError("a message was not taken")
            cpu += time.process_time() - began
        units, many = self.meter.units, runs * self.batch
        used = {
            "calls": self.meter.calls.total(),
            "wru": units["wru"],
            "rru": units["rru"],
            "cpu": cpu,
            "runs": runs,
            "logged": os.fstat(self.log).st_size - logged,
            "stored": units["bytes"],
            "sent": sent,
        }
        return {"readings": fleet.readings, **{name: n / many for name, n in used.items()}}
