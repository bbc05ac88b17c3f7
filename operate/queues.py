"""The queues of a city: depth, age, redrive of dead letters."""

import json
import time
import urllib.request
from collections.abc import Callable
from typing import NamedTuple

from linli import names
from linli import redrive as dead_letters
from linli.redrive import DEAD
from operate.here import City


class Queue(NamedTuple):
    """`age`: seconds for which the oldest message has waited; None if there is none."""

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
    """Sends the present dead letters of a queue back to where they came from, at a limited rate per
    second.
    """
    done = 0
    for some in dead_letters.redrive(city.home.client("sqs"), dead.url, dead.waiting):
        done += some
        moved(some)
        time.sleep(some / rate)
    return done


def _ages(city: City) -> dict[str, float]:
    """By queue. The engine can show messages without receiving them, which would count as an
    attempt.
    """
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
