"""Redriving dead letters to the queues they were meant for, for the command line and the API.

StartMessageMoveTask does not fit: it moves only messages that died in a queue, while this
dead-letter queue also holds what never reached one: events that EventBridge failed to deliver, and
device messages that an IoT rule failed to forward (linli.unforwarded).
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

from linli import unforwarded

DEAD = "-dead"
RETRIES, MOST = "Retries", 3  # attribute of a message; after so many it is quarantined
AT_ONCE = 10  # messages per SQS batch
HELD = 60  # seconds of visibility timeout while moving


class Keep(Protocol):
    """Quarantines a message; idempotent."""

    def __call__(self, message_id: str, text: str, why: str, queue: str) -> None: ...


class Way(NamedTuple):
    """`iot` returns the client of the device registry."""

    sqs: Any
    iot: Callable[[], Any]
    keep: Keep


def redrive(way: Way, dead: str, most: int) -> Iterator[int]:
    """Move up to `most` messages from this dead-letter queue; yields the number moved per call.

    A message is deleted only after it was sent: a crash may send it twice but never lose it. It
    keeps its key, so that a duplicate is harmless. One that died after every retry goes to the
    quarantine instead, where a person decides about it alone.
    """
    for messages in batches(way.sqs, dead, most):
        for message in messages:
            _move(way, dead, message)
            way.sqs.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])
        yield len(messages)


def _move(way: Way, dead: str, message: dict[str, Any]) -> None:
    queue, sent = origin(dead, message), int(message["Attributes"]["SentTimestamp"])
    body = unforwarded.enveloped(message["Body"], sent, way.iot)
    known = message.get("MessageAttributes", {})
    retries = int(known.get(RETRIES, {}).get("StringValue", 0))
    if retries >= MOST:
        way.keep(message["MessageId"], body, "failed-again", queue.rpartition("-")[2])
        return
    counted = {RETRIES: {"DataType": "Number", "StringValue": str(retries + 1)}}
    way.sqs.send_message(QueueUrl=queue, MessageBody=body, MessageAttributes=known | counted)


def origin(dead: str, message: dict[str, Any]) -> str:
    """The queue that it died in, that EventBridge could not reach, or that its IoT rule is named
    after.
    """
    died_in = message.get("Attributes", {}).get("DeadLetterQueueSourceArn")
    meant_for = message.get("MessageAttributes", {}).get("TARGET_ARN", {}).get("StringValue")
    name: str = died_in or meant_for or unforwarded.rule(message["Body"]) or "-reactions"
    return f"{dead.removesuffix(DEAD)}-{name.replace('_', '-').rpartition('-')[2]}"


def batches(sqs: Any, queue: str, most: int) -> Iterator[list[dict[str, Any]]]:
    left = most
    while left > 0:
        answer = sqs.receive_message(
            QueueUrl=queue,
            MaxNumberOfMessages=min(AT_ONCE, left),
            MessageAttributeNames=["All"],
            MessageSystemAttributeNames=["DeadLetterQueueSourceArn", "SentTimestamp"],
            VisibilityTimeout=HELD,
            WaitTimeSeconds=1,  # long polling: asks all SQS servers
        )
        messages = answer.get("Messages", [])
        if not messages:
            return
        left -= len(messages)
        yield messages
