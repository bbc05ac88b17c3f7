"""The queues of a city: depth, age, redrive of dead letters."""

import json
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from linli import names
from linli import redrive as dead_letters
from linli.redrive import DEAD, Way
from operate.here import City
from operate.rows import Table


class Queue(NamedTuple):
    """`age`: seconds for which the oldest message has waited; None if there is none, or if nobody
    asked: see `ages`.
    """

    name: str
    url: str
    waiting: int
    in_flight: int
    age: float | None = None

    @property
    def is_dead(self) -> bool:
        return self.name.endswith(DEAD)


def of(city: City, feature: str, ends: str | tuple[str, ...] = "") -> list[Queue]:
    """A feature's queues whose name ends so."""
    sqs = city.home.client("sqs")
    pages = sqs.get_paginator("list_queues").paginate(
        QueueNamePrefix=names.resource(city.name, feature)
    )
    urls = (url for page in pages for url in page.get("QueueUrls", []))
    return sorted(_read(sqs, url) for url in urls if url.endswith(ends))


def _read(sqs: Any, url: str) -> Queue:
    said = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return Queue(
        url.rpartition("/")[2],
        url,
        int(said["ApproximateNumberOfMessages"]),
        int(said["ApproximateNumberOfMessagesNotVisible"]),
    )


def redrive(city: City, dead: Queue, rate: float, moved: Callable[[int], None]) -> int:
    """Sends the present dead letters of a queue to where they were meant to go, at a limited rate
    per second.
    """
    done, client = 0, city.home.client
    feature = dead.name.removeprefix(names.resource(city.name, "")).removesuffix(DEAD)
    way = Way(client("sqs"), partial(client, "iot"), Table(city, feature).keep)
    for some in dead_letters.redrive(way, dead.url, dead.waiting):
        done += some
        moved(some)
        time.sleep(some / rate)
    return done


def ages(city: City) -> dict[str, float]:
    """By queue, of all queues: it reads every waiting message. The engine can show messages without
    receiving them, which would count as an attempt.
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
