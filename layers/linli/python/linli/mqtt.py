"""Messages to devices and to people's apps."""

import json
from typing import Any

import boto3

broker = boto3.client("iot-data")


def publish(topic: str, payload: dict[str, Any]) -> None:
    """At least once, to whoever listens now; who does not listen never hears it."""
    broker.publish(topic=topic, qos=1, payload=json.dumps(payload, ensure_ascii=False).encode())
