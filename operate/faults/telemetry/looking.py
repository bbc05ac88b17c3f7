"""What a city has of a drill's devices: from the API where people use it, else from the table."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from linli import names
from linli.packs import model
from linli.packs.model import Pack
from operate import queues
from operate.faults.crowd import Crowd
from operate.faults.telemetry.judging import Found, Quarantined, envelope
from operate.here import City
from operate.queues import Queue
from operate.rows import Table

FEATURE = "devices"
TAKEN = ("-alarm", "-reading", "-dead")
BY = "li"  # a person permitted to read these


def rests(city: City) -> bool:
    """Whether no device message is waiting or being processed, dead letters included."""
    return not any(queue.waiting or queue.in_flight for queue in _queues(city))


def waiting(city: City) -> int:
    """The number of device messages that no function has taken yet."""
    return sum(queue.waiting for queue in _queues(city))


def _queues(city: City) -> list[Queue]:
    return queues.of(city, f"{FEATURE}-", TAKEN)


def found(crowd: Crowd, city: City, things: Iterable[str], since: datetime) -> Found:
    """`since` is the beginning of the period that the devices' reports cover."""
    return Found(
        packs=[pack for thing in things for pack in _packs(city, thing)],
        kept=_kept(crowd, city),
        balances=balances(crowd, since),
        alarms=[alarm for thing in things for alarm in _alarms(crowd, thing)],
    )


def balances(crowd: Crowd, since: datetime) -> list[dict[str, Any]]:
    place, hour = crowd.cast.community, quote(since.astimezone(UTC).isoformat())
    return crowd.pages(f"/v1/devices/balances?community={place}&hour={hour}&", BY)


def _alarms(crowd: Crowd, thing: str) -> Iterator[dict[str, Any]]:
    """The present ones, without the withdrawn."""
    alarms = crowd.pages(f"/v1/devices/{thing}/alarms?", BY)
    return (alarm for alarm in alarms if not alarm["withdrawn"])


def _kept(crowd: Crowd, city: City) -> list[Quarantined]:
    """The messages of this drill's devices in quarantine, the unregistered one's included."""
    own = set(crowd.cast.mounted.values())
    rows = Table(city, FEATURE).quarantine()
    waiting = (envelope(one.body["text"], one.body["why"]) for one in rows)
    return [one for one in waiting if one and one.thing in own]


def _packs(city: City, thing: str) -> Iterator[Pack]:
    table, client = names.resource(city.name, FEATURE), city.home.client("dynamodb")
    for wide in (False, True):
        pages = client.get_paginator("query").paginate(
            TableName=table,
            ConsistentRead=True,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": model.partition(thing, wide=wide)}},
        )
        for row in (row for page in pages for row in page["Items"]):
            yield model.read(row["pk"]["S"], row["sk"]["S"], row["b"]["S"])
