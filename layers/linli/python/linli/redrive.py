"""Redriving dead letters to the queues they came from, for the command line and the API.

StartMessageMoveTask does not fit: it moves only messages that died in a queue, while this
dead-letter queue also holds events that EventBridge itself failed to deliver.
"""

from collections.abc import Iterator
from typing import Any

DEAD = "-dead"
AT_ONCE = 10  # messages per SQS batch
HELD = 60  # seconds of visibility timeout while moving


def redrive(sqs: Any, dead: str, most: int) -> Iterator[int]:
    """Move up to `most` messages from this dead-letter queue; yields the number moved per call.

    A message is deleted only after it was sent: a crash may send it twice but never lose it. It
    keeps its key, so that a duplicate is harmless.
    """
    for messages in batches(sqs, dead, most):
        for message in messages:
            sqs.send_message(
                QueueUrl=origin(dead, message),
                MessageBody=message["Body"],
                MessageAttributes=message.get("MessageAttributes", {}),
            )
            sqs.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])
        yield len(messages)


def origin(dead: str, message: dict[str, Any]) -> str:
    """The queue it came from. A failed delivery of EventBridge names none: it was for
    `reactions`.
    """
    feature = dead.removesuffix(DEAD)
    arn: str = message.get("Attributes", {}).get("DeadLetterQueueSourceArn", "-reactions")
    return f"{feature}-{arn.rpartition('-')[2]}"


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
