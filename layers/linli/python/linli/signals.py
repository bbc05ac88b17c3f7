"""Device messages as delivered by the IoT rule: the envelope, and the messages in its payload."""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple

from pydantic import ConfigDict, Field

from linli import unforwarded
from linli.messages import FORMS, LARGEST, SHAPES, Sent, form
from linli.model import Fact
from linli.places import Place

Certificate = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]  # of the certificate's principal
Ways = Mapping[str, tuple[type[Sent], Any]]  # by channel, or `<channel>.<form>`


class Device(NamedTuple):
    id: str
    community: str
    channel: str


class Signal(Fact):
    """One payload of one device in the envelope of names.sql. The topic tells who the device is."""

    model_config = ConfigDict(val_json_bytes="base64")
    community: Place
    device: Annotated[str, Field(max_length=64)]
    channel: str
    principal: Certificate
    received: int  # milliseconds since 1970, by the broker's clock
    payload: bytes

    @property
    def received_at(self) -> datetime:
        """The broker's timestamp, in real time."""
        return datetime.fromtimestamp(self.received / 1000, UTC)


class Piece(NamedTuple):
    """One message, its channel, and the queue record to quarantine if it cannot be processed."""

    record: dict[str, Any]
    signal: Signal
    channel: str


def channel_of(signal: Signal, ways: Ways) -> str:
    """The channel, with the payload's form appended if the channel distinguishes forms."""
    begun = FORMS.get(signal.payload[:2])
    if not begun and [one for one in SHAPES if f"{signal.channel}.{one}" in ways]:
        begun = form(signal.payload)
    name = f"{signal.channel}.{begun}" if begun else signal.channel
    return name if name in ways else signal.channel


def pieces_of(record: dict[str, Any], ways: Ways) -> list[Piece]:
    """The messages of a record's payload, each with a record of its own, so that a bad one can be
    quarantined alone. ValueError or KeyError if the envelope is malformed.
    """
    signal = _signal(record["body"])
    channel = channel_of(signal, ways)
    model = ways[channel][0]
    parts = list(model.split(signal.payload)) if len(signal.payload) <= LARGEST else []
    if len(parts) < 2:
        return [Piece(record, signal, channel)]
    return [
        Piece(_alone(record, number, part), signal.model_copy(update={"payload": part}), channel)
        for number, part in enumerate(parts)
    ]


def _signal(body: str) -> Signal:
    try:
        return Signal.model_validate_json(body)
    except ValueError:
        if unforwarded.rule(body):
            raise ValueError("rule-error") from None
        raise


def _alone(record: dict[str, Any], number: int, part: bytes) -> dict[str, Any]:
    envelope = json.loads(record["body"]) | {"payload": b64encode(part).decode()}
    return record | {
        "messageId": f"{record['messageId']}-{number}",
        "body": json.dumps(envelope),
    }
