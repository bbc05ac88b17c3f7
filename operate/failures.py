"""Messages that could not reach a feature's queue, and how they get from the city's own queue to
where they belong.

There are two kinds. A device's message that an IoT rule could not forward is sent to the queue it
was meant for, in the envelope that the rule would have made; if its certificate is unknown, it is
stored in the feature's quarantine. A record of a table's stream is dropped after the feature's
sweeper has run, as the events are still in the rows.
"""

import json
from collections import Counter
from typing import Any

from linli import names
from linli.redrive import batches
from operate import after_deploy, queues, registrar
from operate.here import City
from operate.rows import Table

NAME = "failures"
SENT, KEPT, TOLD, LEFT = "sent again", "in quarantine", "told by its sweeper", "not understood"


def redrive(city: City) -> Counter[str]:
    """The number of messages by outcome. Messages that are not understood remain in the queue."""
    went: Counter[str] = Counter()
    for queue in queues.of(city, NAME):
        sqs = city.home.client("sqs")
        found = batches(sqs, queue.url, queue.waiting)
        for message in (message for messages in found for message in messages):
            way = _send(city, message)
            went[way] += 1
            if way != LEFT:
                sqs.delete_message(QueueUrl=queue.url, ReceiptHandle=message["ReceiptHandle"])
    return went


def _send(city: City, message: dict[str, Any]) -> str:
    try:
        said = json.loads(message["Body"])
        if "DDBStreamBatchInfo" in said:
            return _tell(city, said["DDBStreamBatchInfo"]["streamArn"])
        if "base64OriginalPayload" in said:
            return _hand_over(city, message, said)
    except (ValueError, KeyError, TypeError):
        return LEFT
    return LEFT


def _tell(city: City, stream: str) -> str:
    """arn:aws:dynamodb:<region>:<account>:table/linli-<city>-<feature>/stream/<when>"""
    table = stream.split("/")[1]
    if table.removeprefix(names.resource(city.name, "")) not in city.features():
        return LEFT
    client = city.home.client("lambda", config=after_deploy.PATIENT)
    answer = client.invoke(FunctionName=f"{table}-sweeper", Payload=b'{"untold_for": 0}')
    swept = json.loads(answer["Payload"].read())
    return LEFT if "FunctionError" in answer or swept["failed"] else TOLD


def _hand_over(city: City, message: dict[str, Any], said: dict[str, Any]) -> str:
    """With Basic Ingest, the topic begins with the rule."""
    _, of, feature, community, device, channel = said["topic"].split("/")[-6:]
    if of != city.name or feature not in city.features():
        return LEFT
    certificate = _certificate(city, device) if said.get("clientId") == device else None
    if certificate is None:
        Table(city, feature).keep(message["MessageId"], channel, message["Body"], "rule-error")
        return KEPT
    envelope = {
        "payload": said["base64OriginalPayload"],
        "community": community,
        "device": device,
        "channel": channel,
        "principal": certificate,
        "received": int(message["Attributes"]["SentTimestamp"]),
    }
    sqs = city.home.client("sqs")
    url = sqs.get_queue_url(QueueName=names.resource(city.name, feature, channel))["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps(envelope))
    return SENT


def _certificate(city: City, device: str) -> str | None:
    """The only certificate with which a client of that name can publish; None if there is not
    exactly one.
    """
    held = registrar.certificates(city.home.client("iot"), device)
    return registrar.id_of(held[0]) if len(held) == 1 else None
