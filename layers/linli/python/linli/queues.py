"""A feature's own queues as its API reaches them: to send again, and to look at what died."""

import os
from functools import partial

from linli import aws, names
from linli.city import city
from linli.redrive import DEAD, redrive

sqs = partial(aws.client, "sqs")


def send(queue: str, text: str) -> None:
    """`queue` is the last part of its name."""
    sqs().send_message(QueueUrl=_url(queue), MessageBody=text)


def dead() -> int:
    """How many messages no try could handle; seen a moment after they died."""
    wanted = ["ApproximateNumberOfMessages"]
    said = sqs().get_queue_attributes(QueueUrl=_url(DEAD[1:]), AttributeNames=wanted)
    return int(said["Attributes"][wanted[0]])


def revive(most: int) -> int:
    """So many of the dead go back to where they died; how many did."""
    return sum(redrive(sqs(), _url(DEAD[1:]), most))


def _url(queue: str) -> str:
    name = names.resource(city().name, os.environ["POWERTOOLS_SERVICE_NAME"], queue)
    return str(sqs().get_queue_url(QueueName=name)["QueueUrl"])
