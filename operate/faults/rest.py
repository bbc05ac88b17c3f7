"""Waits until nothing of a drill is under way, and says what is left all the same."""

import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from linli import names
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
ROUND = 5.0  # seconds between two looks of whoever is on duty
INCIDENTS = ("facilities", "incidents", "notify")
FEATURES = (*INCIDENTS, "devices")  # of which what is in quarantine was sent to wait there
SPOKEN = (*INCIDENTS, "accounts")  # whose queues carry it; those of devices the flock looks at
KINDS = {"notify": "notice#", "devices": "watching#"}


class Left(NamedTuple):
    """What should be nothing, and how many dead letters had to be sent again for that."""

    redriven: int
    quarantine: int
    untold: int
    open: list[str]
    running: list[str]


class Rest:
    """What is under way because of a drill; the city may have had other things open before."""

    def __init__(self, city: City, crowd: Crowd) -> None:
        self.city, self.crowd = city, crowd
        self.tables = [Table(city, feature) for feature in FEATURES]
        self.before = self._quarantine()
        self.redriven = 0
        self.over = threading.Event()

    def on_duty(self) -> None:
        """Sends dead letters again while the drill lasts, as an operator does at the alarm."""
        while not self.over.wait(ROUND):
            with suppress(BotoCoreError, ClientError, OSError):  # the engine is being restarted
                for queue in self._dead():
                    self.redriven += queues.redrive(self.city, queue, REDRIVE, lambda _: None)

    def settle(self, tap: Tap) -> Left:
        """Waits until nothing is; dead letters are sent again, as an operator would."""
        with suppress(Stalled):  # what is left tells it
            self.crowd.until("all nouns rest", self._at_rest)
            self.crowd.until("the tap has heard all", tap.dry)
        quarantine = self._quarantine() - self.before
        untold = sum(table.untold() for table in self.tables)
        return Left(self.redriven, quarantine, untold, self._open(), self._running())

    def _empty(self) -> bool:
        """Of what the drill set going; the city's stations go on speaking all the while."""
        sqs = self.city.home.client("sqs")
        prefixes = [names.resource(self.city.name, f"{name}-") for name in SPOKEN]
        return not any(
            int(depth)
            for prefix in prefixes
            for url in sqs.list_queues(QueueNamePrefix=prefix).get("QueueUrls", [])
            if not url.endswith(("-dead", "-failures"))
            for depth in _depths(sqs, url)
        )

    def _dead(self) -> list[queues.Queue]:
        found = [queue for name in FEATURES for queue in queues.of(self.city, f"{name}-")]
        return [queue for queue in found if queue.is_dead and queue.waiting]

    def _at_rest(self) -> bool:
        untold = any(table.untold() for table in self.tables)
        busy = untold or self._open() or self._dead() or self._running()
        return not busy and self._empty()

    def _open(self) -> list[str]:
        """Nouns of the drill's community that somebody must still look after. A digest is not one:
        it waits for the morning; nor is a round that looks for silent devices.
        """
        kinds = ((table, KINDS.get(table.feature, "")) for table in self.tables)
        nouns = (noun for table, kind in kinds for noun in table.nouns(kind))
        mine = (noun for noun in nouns if noun["community"] == self.crowd.cast.community)
        return [noun.get("id") or noun["device_id"] for noun in mine]

    def _quarantine(self) -> int:
        tables = (table for table in self.tables if table.feature in INCIDENTS)
        return sum(1 for table in tables for _ in table.quarantine())

    def _running(self) -> list[str]:
        """Executions that outlived what they drive."""
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
