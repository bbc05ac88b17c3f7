"""What the tables contain of a story's devices: stored messages, duplicates, quarantine.

Read with the deployer's permissions, as no route shows messages that could not be accepted.
"""

import json
from dataclasses import dataclass
from typing import Any

from linli import names
from operate.scenario.world import World

HEARING = ("facilities", "environment", "devices")  # features that store device messages


@dataclass(frozen=True)
class Kept:
    device: str
    reason: str


def messages(world: World, devices: set[str]) -> list[Kept]:
    """All messages of these devices in quarantine, for each feature the longest first."""
    rows = (row for feature in HEARING for row in _listed(world, "quarantine", feature))
    found = [Kept(_device(row["text"]), row["why"]) for row in rows]
    return [kept for kept in found if kept.device in devices]


def progress(world: World, device: str) -> dict[str, int]:
    """How many of the device's messages were accepted, and how many were duplicates, over all
    channels.
    """
    sums = {"taken": 0, "duplicates": 0}
    for row in _partition(world, f"device#{device}"):
        sums = {name: known + row.get(name, 0) for name, known in sums.items()}
    return sums


def stored(world: World, feature: str, thing: str, boot: int, seq: int) -> bool:
    """Whether that message of a station, or of a device of the register, is stored."""
    number = f"#{boot:014x}#{seq:014x}#"
    keys = (f"{kind}#{thing}" for kind in ("pack", "wide"))
    rows = (row for key in keys for row in _rows(world, key, feature=feature))
    return any(number in row["sk"]["S"] for row in rows)


def _device(text: str) -> str:
    """The sender of a message, if its envelope can be read."""
    try:
        return str(json.loads(text).get("device", ""))
    except (ValueError, AttributeError):
        return ""


def _listed(world: World, name: str, feature: str) -> list[dict[str, Any]]:
    return _query(world, IndexName="listed", attribute="list", value=name, feature=feature)


def _partition(world: World, key: str) -> list[dict[str, Any]]:
    return _query(world, ConsistentRead=True, attribute="pk", value=key)


def _query(world: World, **asked: Any) -> list[dict[str, Any]]:
    return [json.loads(row["body"]["S"]) for row in _rows(world, **asked)]


def _rows(
    world: World, value: str, attribute: str = "pk", feature: str = "facilities", **options: Any
) -> list[dict[str, Any]]:
    pages = world.dynamodb.get_paginator("query").paginate(
        TableName=names.resource(world.city, feature),
        KeyConditionExpression="#key = :value",
        ExpressionAttributeNames={"#key": attribute},
        ExpressionAttributeValues={":value": {"S": value}},
        **options,
    )
    return [row for page in pages for row in page["Items"]]
