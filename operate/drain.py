"""Waits until no messages are in transit between functions, before they are stopped."""

import time
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from operate.home import Home

LOOKS, BETWEEN = 2, 0.3  # a message that left one queue may not be in the next yet
WITHIN = 20.0
HELD = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]


def drain(home: Home, within: float = WITHIN) -> bool:
    """False if messages were left; they are kept, and processed at the next start."""
    try:
        queues = read_queues(home)
        return quiet(lambda: any(messages(home, queue) for queue in queues), within)
    except (BotoCoreError, ClientError):
        return False  # stop the engine even if it does not answer


def quiet(busy: Callable[[], bool], within: float) -> bool:
    limit, calm = time.monotonic() + within, 0
    while calm < LOOKS:
        if time.monotonic() > limit:
            return False
        calm = 0 if busy() else calm + 1
        time.sleep(BETWEEN)
    return True


def read_queues(home: Home) -> list[str]:
    """Queues that feed a function; dead-letter queues do not matter."""
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
