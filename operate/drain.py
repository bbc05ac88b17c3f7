"""Waits until nothing is on its way between a city's functions, before they are stopped."""

import time
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from operate.home import Home

LOOKS, BETWEEN = 2, 0.3  # a message that just left one queue may not yet be in the next
WITHIN = 20.0
HELD = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]


def drain(home: Home, within: float = WITHIN) -> bool:
    """False if messages were left: they are kept, and go on at the next start."""
    try:
        queues = read_queues(home)
        return quiet(lambda: any(messages(home, queue) for queue in queues), within)
    except (BotoCoreError, ClientError):
        return False  # an engine that does not answer is stopped all the same


def quiet(busy: Callable[[], bool], within: float) -> bool:
    limit, calm = time.monotonic() + within, 0
    while calm < LOOKS:
        if time.monotonic() > limit:
            return False
        calm = 0 if busy() else calm + 1
        time.sleep(BETWEEN)
    return True


def read_queues(home: Home) -> list[str]:
    """Those that a function reads; what waits for a person, such as dead letters, is no matter."""
    sqs = home.client("sqs")
    return [sqs.get_queue_url(QueueName=name)["QueueUrl"] for name in fed_by_queues(home)]


def fed_by_queues(home: Home) -> dict[str, str]:
    """The function that each queue feeds."""
    pages = home.client("lambda").get_paginator("list_event_source_mappings").paginate()
    found = [mapping for page in pages for mapping in page["EventSourceMappings"]]
    return {
        mapping["EventSourceArn"].rpartition(":")[2]: mapping["FunctionArn"].rpartition(":")[2]
        for mapping in found
        if ":sqs:" in mapping["EventSourceArn"]
    }


def messages(home: Home, queue: str) -> int:
    held = home.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=HELD)
    return sum(int(number) for number in held["Attributes"].values())
