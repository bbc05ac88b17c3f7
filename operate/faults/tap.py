"""Listens to all that the bus is told, and delivers some of it once more, later.

So every queue behind the bus meets what SQS and EventBridge promise: at least once, in any order.
"""

import json
import random
import threading
from collections import Counter
from typing import Any, NamedTuple

from linli import names
from operate.home import ACCOUNT, Home

WAIT = 1  # second; a longer look would only hold up the end


class Fact(NamedTuple):
    """One telling: a fact told twice has the same id."""

    id: str
    name: str
    about: str  # the asset


class Tap:
    """`share` of what is heard goes to its queues again."""

    NAME = "drill"  # of the rule, and of the queue's last part

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
        """Everything that was told until now is heard."""
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
            told = json.loads(message["Body"])
            fact = _fact(told)
            if fact not in self.facts and self.dice.random() < self.share:
                self._once_more(told, message["Body"])
            self.facts.add(fact)
            self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])

    def _once_more(self, told: dict[str, Any], body: str) -> None:
        for queue in (url for pattern, url in self.routes if _hears(pattern, told)):
            self.sqs.send_message(QueueUrl=queue, MessageBody=body, DelaySeconds=2)
            self.again[queue.rpartition("/")[2]] += 1

    def _routes(self) -> list[tuple[dict[str, Any], str]]:
        """Which queues hear which facts, as the city's own rules have it."""
        found = []
        for rule in self.events.list_rules(EventBusName=self.bus)["Rules"]:
            pattern = json.loads(rule.get("EventPattern") or "{}")
            targets = self.events.list_targets_by_rule(Rule=rule["Name"], EventBusName=self.bus)
            for target in targets["Targets"]:
                if rule["Name"] != self.NAME and ":sqs:" in target["Arn"]:
                    url = f"{self.url.rpartition('/')[0]}/{target['Arn'].rpartition(':')[2]}"
                    found.append((pattern, url))
        return found


def _hears(pattern: dict[str, Any], told: dict[str, Any]) -> bool:
    """As far as the city's own rules go: a feature or any, a fact's name, and for whom it is."""
    [source] = pattern["source"]
    said = told["source"]
    right = said == source if isinstance(source, str) else said.startswith(source["prefix"])
    wanted = pattern.get("detail", {})
    to = all(told["detail"].get(field) in features for field, features in wanted.items())
    return right and told["detail-type"] in pattern["detail-type"] and to


def _fact(told: dict[str, Any]) -> Fact:
    detail = told["detail"]
    about = detail.get("subject") or detail.get("asset_id") or ""
    return Fact(detail["event_id"], told["detail-type"], about)
