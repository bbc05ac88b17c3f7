"""How a unit gets its own certificate: it asks with that of its batch, or with its present one.

The broker answers on the same connection, on topics that must be subscribed to by their full name.
"""

import json
import queue
from pathlib import Path
from typing import Any, NamedTuple

from operate.fleet.broker import Broker, Refused, Unacknowledged
from operate.fleet.card import Card
from operate.fleet.connection import Connection

CREATE = "$aws/certificates/create/json"
CHANNELS = ("alarm", "reading", "state")


class Own(NamedTuple):
    """The certificate, and the thing that the unit has become."""

    certificate: str
    pem: str
    key: str
    told: dict[str, str]


def ask(
    client: str, folder: Path, broker: Broker, template: str, serial: str, within: float
) -> Own:
    """With the certificate in `folder`; raises Refused with the broker's reason."""
    provision = f"$aws/provisioning-templates/{template}/provision/json"
    answers: queue.Queue[tuple[str, Any]] = queue.Queue()
    topics = [f"{one}/{said}" for one in (CREATE, provision) for said in ("accepted", "rejected")]
    connection = Connection(
        client, folder, broker, topics, lambda topic, said: answers.put((topic, json.loads(said)))
    )

    def answered(topic: str, asked: dict[str, Any]) -> dict[str, Any]:
        connection.publish(topic, json.dumps(asked).encode(), within)
        return _answer(answers, within)

    try:
        made = answered(CREATE, {})
        token = {"certificateOwnershipToken": made["certificateOwnershipToken"]}
        given = answered(provision, {**token, "parameters": {"SerialNumber": serial}})
    finally:
        connection.close()
    told = {**given["deviceConfiguration"], "ThingName": given["thingName"]}
    return Own(made["certificateId"], made["certificatePem"], made["privateKey"], told)


def keep(own: Own, things: Path, serial: str, before: Card | None = None) -> Card:
    """Stores it in a folder like those of other things; `before` is the unit's previous card."""
    told = own.told
    thing, topic = told["ThingName"], told["Topic"]
    new = {
        "certificate": own.certificate,
        "communities": (told["Community"],),
        "publishes": {c: f"{topic}/{c}" for c in CHANNELS} | {"report": told["Report"]},
        "listens": (f"{topic}/command",),
        "serial": serial,
        "first_boot": int(told["FirstBoot"]),
    }
    card = (before or Card(thing=thing, kind="device", communities=())).model_copy(update=new)
    folder = things / thing
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("cert.pem", own.pem), ("private.pem", own.key)):
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(text)
    card.write(folder)
    return card


def _answer(answers: "queue.Queue[tuple[str, Any]]", within: float) -> dict[str, Any]:
    try:
        topic, said = answers.get(timeout=within)
    except queue.Empty:
        raise Unacknowledged("the broker does not answer a claim") from None
    if topic.endswith("/rejected"):
        raise Refused(f"{said.get('errorCode')}: {said.get('errorMessage')}")
    answer: dict[str, Any] = said
    return answer
