"""Listens to the whole bus, and delivers a share of the events a second time, later.

This shows every queue behind the bus what SQS and EventBridge promise: delivery at least once, in
any order.
"""

import json
import random
import threading
from collections import Counter
from typing import Any, NamedTuple

from linli import names
from operate.home import ACCOUNT, Home

WAIT = 1  # second of long polling; more would only delay the end


class Fact(NamedTuple):
    """One event; a repeated one has the same id."""

    id: str
    name: str
    about: str  # the asset


class Tap:
    """Has a queue and a rule of its own; `share` is the probability of a second delivery."""

    NAME = "drill"  # of the rule, and the last part of the queue's name

    def __init__(self, home: Home, city: str, seed: int, share: float) -> None:
        self.sqs, self.events = home.client("sqs"), home.client("events")
        self.bus = names.resource(city, "bus")
        self.queue = names.resource(city, self.NAME)
        self.dice, self.share = random.Random(seed), share  # noqa: S311 - a drill, not a secret
        self.facts: set[Fact] = set()
        self.again: Counter[str] = Counter()
        self.over = threading.Event()
        self.arn = f"arn:aws:sqs:{home.region()}:{ACCOUNT}:{self.queue}"

    def open(self) -> None:
        self.url = self.sqs.create_queue(QueueName=self.queue)["QueueUrl"]
        self.routes = self._routes()
        pattern = json.dumps({"source": [{"prefix": "linli."}]})
        self.events.put_rule(Name=self.NAME, EventBusName=self.bus, EventPattern=pattern)
        target = {"Id": self.NAME, "Arn": self.arn}
        self.events.put_targets(Rule=self.NAME, EventBusName=self.bus, Targets=[target])
        self.thread = threading.Thread(target=self._listen, daemon=True, name="tap")
        self.thread.start()

    def close(self) -> None:
        self.over.set()
        self.thread.join()
        self.events.remove_targets(Rule=self.NAME, EventBusName=self.bus, Ids=[self.NAME])
        self.events.delete_rule(Name=self.NAME, EventBusName=self.bus)
        self.sqs.delete_queue(QueueUrl=self.url)

    def dry(self) -> bool:
        """Whether all events published so far have been received."""
        wanted = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        held = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=wanted)
        return not any(int(depth) for depth in held["Attributes"].values())

    def _listen(self) -> None:
        while not self.over.is_set():
            try:
                self._take()
            except Exception:  # noqa: BLE001 - the engine is being restarted: nothing is lost
                self.over.wait(WAIT)

    def _take(self) -> None:
        answer = self.sqs.receive_message(
            QueueUrl=self.url, MaxNumberOfMessages=10, WaitTimeSeconds=WAIT, VisibilityTimeout=15
        )
        for message in answer.get("Messages", []):
            event = json.loads(message["Body"])
            fact = _fact(event)
            if fact not in self.facts and self.dice.random() < self.share:
                self._once_more(event, message["Body"])
            self.facts.add(fact)
            self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])

    def _once_more(self, event: dict[str, Any], body: str) -> None:
        for queue in (url for pattern, url in self.routes if _matches(pattern, event)):
            self.sqs.send_message(QueueUrl=queue, MessageBody=body, DelaySeconds=2)
            self.again[queue.rpartition("/")[2]] += 1

    def _routes(self) -> list[tuple[dict[str, Any], str]]:
        """Event pattern and queue of the city's own rules."""
        found = []
        for rule in self.events.list_rules(EventBusName=self.bus)["Rules"]:
            pattern = json.loads(rule.get("EventPattern") or "{}")
            targets = self.events.list_targets_by_rule(Rule=rule["Name"], EventBusName=self.bus)
            for target in targets["Targets"]:
                if rule["Name"] != self.NAME and ":sqs:" in target["Arn"]:
                    url = f"{self.url.rpartition('/')[0]}/{target['Arn'].rpartition(':')[2]}"
                    found.append((pattern, url))
        return found


def _matches(pattern: dict[str, Any], event: dict[str, Any]) -> bool:
    """Whether an event pattern matches, as far as the city's rules go: one source or any, names of
    events, and fields of the detail.
    """
    [source] = pattern["source"]
    said = event["source"]
    right = said == source if isinstance(source, str) else said.startswith(source["prefix"])
    wanted = pattern.get("detail", {})
    to = all(event["detail"].get(field) in features for field, features in wanted.items())
    return right and event["detail-type"] in pattern["detail-type"] and to


def _fact(event: dict[str, Any]) -> Fact:
    detail = event["detail"]
    about = detail.get("subject") or detail.get("asset_id") or ""
    return Fact(detail["event_id"], event["detail-type"], about)
