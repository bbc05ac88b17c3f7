"""The queues of a city as one looks at them and moves what died: depth, age, redrive."""

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from linli import names
from operate.here import City

DEAD = "-dead"
AT_ONCE = 10  # messages a call can carry


class Queue(NamedTuple):
    """`age` in seconds of the message that waits longest; None where nothing waits."""

    name: str
    url: str
    waiting: int
    in_flight: int
    age: float | None

    @property
    def is_dead(self) -> bool:
        return self.name.endswith(DEAD)


def of(city: City, feature: str) -> list[Queue]:
    """A feature's queues; "failures" is the city's own."""
    sqs = city.home.client("sqs")
    ages = _ages(city)
    found = []
    pages = sqs.get_paginator("list_queues").paginate(
        QueueNamePrefix=names.resource(city.name, feature)
    )
    for url in (url for page in pages for url in page.get("QueueUrls", [])):
        said = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        name = url.rpartition("/")[2]
        found.append(
            Queue(
                name,
                url,
                int(said["ApproximateNumberOfMessages"]),
                int(said["ApproximateNumberOfMessagesNotVisible"]),
                ages.get(name),
            )
        )
    return sorted(found)


def redrive(city: City, dead: Queue, rate: float, moved: Callable[[int], None]) -> int:
    """What is in a feature's dead queue now goes back to where it died, not faster than `rate`/s.

    A message is deleted only after it was sent, so a break may send it twice, never lose it; it
    keeps its key, so twice is harmless.
    """
    sqs = city.home.client("sqs")
    done = 0
    for messages in batches(sqs, dead, dead.waiting):
        for message in messages:
            sqs.send_message(
                QueueUrl=_origin(dead, message),
                MessageBody=message["Body"],
                MessageAttributes=message.get("MessageAttributes", {}),
            )
            sqs.delete_message(QueueUrl=dead.url, ReceiptHandle=message["ReceiptHandle"])
        done += len(messages)
        moved(len(messages))
        time.sleep(len(messages) / rate)
    return done


def _origin(dead: Queue, message: dict[str, Any]) -> str:
    """What the bus itself could not hand over names none: it was meant for the reactions."""
    feature = dead.url.removesuffix(DEAD)
    arn: str = message.get("Attributes", {}).get("DeadLetterQueueSourceArn", "-reactions")
    return f"{feature}-{arn.rpartition('-')[2]}"


def batches(sqs: Any, queue: Queue, most: int) -> Iterator[list[dict[str, Any]]]:
    left = most
    while left > 0:
        answer = sqs.receive_message(
            QueueUrl=queue.url,
            MaxNumberOfMessages=min(AT_ONCE, left),
            MessageAttributeNames=["All"],
            MessageSystemAttributeNames=["DeadLetterQueueSourceArn", "SentTimestamp"],
            VisibilityTimeout=60,
        )
        messages = answer.get("Messages", [])
        if not messages:
            return
        left -= len(messages)
        yield messages


def _ages(city: City) -> dict[str, float]:
    """By queue. The engine lets one look without receiving, which would count as a try."""
    address = f"{city.home.url('engine')}/_ministack/sqs/messages"
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own engine
        accounts = json.load(answer)["messages"]
    return {
        url.rpartition("/")[2]: time.time() - min(message["SentTimestamp"] for message in messages)
        for regions in accounts.values()
        for queues in regions.values()
        for url, messages in queues.items()
        if messages
    }
