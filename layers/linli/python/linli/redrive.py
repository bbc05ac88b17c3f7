"""What died in a feature's queues goes back to where it died: by the command, and by people.

Not by StartMessageMoveTask: that moves only what died in a queue, and among it lies what the bus
itself could not hand over, which names no queue that it came from.
"""

from collections.abc import Iterator
from typing import Any

DEAD = "-dead"
AT_ONCE = 10  # messages a call can carry
HELD = 60  # seconds in which nobody else is given what is being moved


def redrive(sqs: Any, dead: str, most: int) -> Iterator[int]:
    """Moves so many from the queue of that address; says after each call how many it moved.

    A message is deleted only after it was sent, so a break may send it twice, never lose it; it
    keeps its key, so twice is harmless.
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
    """What the bus itself could not hand over names none: it was meant for the reactions."""
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
            WaitTimeSeconds=1,  # asks all machines that hold a part of the queue
        )
        messages = answer.get("Messages", [])
        if not messages:
            return
        left -= len(messages)
        yield messages
