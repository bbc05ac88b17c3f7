"""Waits until nothing of a drill is in progress any more, and lists what is left."""

import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from linli import names
from linli.redrive import DEAD
from operate import queues
from operate.faults.crowd import Crowd, Stalled
from operate.faults.tap import Tap
from operate.here import City
from operate.rows import Table

DEPTHS = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)
REDRIVE = 100.0  # messages a second
ROUND = 30.0  # seconds between two checks by `on_duty`, who takes that long to be there
INCIDENTS = ("facilities", "incidents", "notify")
FEATURES = (*INCIDENTS, "devices")
SERVING = (*INCIDENTS, "accounts")  # features with queues on behalf of incidents
KINDS = {"notify": "notice#", "devices": "watching#"}


class Left(NamedTuple):
    """What should be nothing, and how many dead letters had to be sent again to get there."""

    redriven: int
    quarantine: int
    untold: int
    open: list[str]
    running: list[str]


class Rest:
    """What a drill left in progress. The city may have had other things open before."""

    def __init__(self, city: City, crowd: Crowd) -> None:
        self.city, self.crowd = city, crowd
        self.tables = [Table(city, feature) for feature in FEATURES]
        self.before = self._quarantine()
        self.redriven = 0
        self.over = threading.Event()

    def on_duty(self) -> None:
        """Sends dead letters again while the drill lasts, as an operator would on the alarm."""
        while not self.over.wait(ROUND):
            with suppress(BotoCoreError, ClientError, OSError):  # the engine is being restarted
                for queue in self._dead():
                    self.redriven += queues.redrive(self.city, queue, REDRIVE, lambda _: None)

    def settle(self, tap: Tap) -> Left:
        """Waits until nothing is in progress, for as long as the crowd's patience lasts."""
        with suppress(Stalled):  # then `Left` shows why
            self.crowd.until("nothing is in progress", self._at_rest)
            self.crowd.until("the tap has received all events", tap.dry)
        quarantine = self._quarantine() - self.before
        untold = sum(table.untold() for table in self.tables)
        return Left(self.redriven, quarantine, untold, self._open(), self._running())

    def _empty(self) -> bool:
        """Whether the queues that serve incidents are empty. The city's own stations keep
        publishing to those of devices.
        """
        sqs = self.city.home.client("sqs")
        prefixes = [names.resource(self.city.name, f"{name}-") for name in SERVING]
        return not any(
            int(depth)
            for prefix in prefixes
            for url in sqs.list_queues(QueueNamePrefix=prefix).get("QueueUrls", [])
            if not url.endswith(DEAD)
            for depth in _depths(sqs, url)
        )

    def _dead(self) -> list[queues.Queue]:
        found = (queue for name in FEATURES for queue in queues.of(self.city, f"{name}-", DEAD))
        return [queue for queue in found if queue.waiting]

    def _at_rest(self) -> bool:
        untold = any(table.untold() for table in self.tables)
        busy = untold or self._open() or self._dead() or self._running()
        return not busy and self._empty()

    def _open(self) -> list[str]:
        """The ids of the drill community's nouns that the sweeper must still look at. Of notify
        these are notices, as a digest waits for the morning; of devices alarms, as the check for
        silent devices never ends.
        """
        kinds = ((table, KINDS.get(table.feature, "")) for table in self.tables)
        nouns = (noun for table, kind in kinds for noun in table.nouns(kind))
        mine = (noun for noun in nouns if noun["community"] == self.crowd.cast.community)
        return [noun.get("id") or noun["device_id"] for noun in mine]

    def _quarantine(self) -> int:
        tables = (table for table in self.tables if table.feature in INCIDENTS)
        return sum(1 for table in tables for _ in table.quarantine())

    def _running(self) -> list[str]:
        """Names of executions that still run for incidents of the drill."""
        states = self.city.home.client("stepfunctions")
        mine = {one["id"] for stage in ("open", "closed") for one in self.crowd.incidents(stage)}
        machine = names.resource(self.city.name, "incidents", "handling")
        arns = [m["stateMachineArn"] for m in states.list_state_machines()["stateMachines"]]
        [arn] = [arn for arn in arns if arn.endswith(f":{machine}")]
        pages = states.get_paginator("list_executions").paginate(
            stateMachineArn=arn, statusFilter="RUNNING"
        )
        running = [one["name"] for page in pages for one in page["executions"]]
        return [name for name in running if name.rpartition("-")[0] in mine]


def _depths(sqs: Any, url: str) -> Iterable[str]:
    held = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(DEPTHS))["Attributes"]
    return (held.get(name, "0") for name in DEPTHS)
