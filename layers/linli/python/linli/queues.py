"""A feature's own queues: sending to them, and counting and redriving dead letters."""

import os
from functools import partial

from linli import aws, names
from linli.city import city
from linli.redrive import DEAD, Keep, Way, redrive

sqs, iot = partial(aws.client, "sqs"), partial(aws.client, "iot")


def send(queue: str, text: str) -> None:
    """`queue` is the last part of the queue's name."""
    sqs().send_message(QueueUrl=_url(queue), MessageBody=text)


def dead() -> int:
    """Number of dead letters; SQS updates it with a delay."""
    wanted = ["ApproximateNumberOfMessages"]
    said = sqs().get_queue_attributes(QueueUrl=_url(DEAD[1:]), AttributeNames=wanted)
    return int(said["Attributes"][wanted[0]])


def revive(most: int, keep: Keep) -> int:
    """Redrive up to `most` dead letters to the queues they were meant for; returns how many."""
    return sum(redrive(Way(sqs(), iot, keep), _url(DEAD[1:]), most))


def _url(queue: str) -> str:
    name = names.resource(city().name, os.environ["POWERTOOLS_SERVICE_NAME"], queue)
    return str(sqs().get_queue_url(QueueName=name)["QueueUrl"])
