"""MQTT messages to devices and to people's apps."""

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from linli import aws

AT_ONCE = 10  # concurrent connections


def publish(topic: str, payload: dict[str, Any]) -> None:
    """Publish with QoS 1. Not retained: a client that is offline does not get it."""
    said = json.dumps(payload, ensure_ascii=False).encode()
    aws.client("iot-data").publish(topic=topic, qos=1, payload=said)


def publish_all(messages: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Publish concurrently. If some fail, the others are still sent, then the first error is
    raised.
    """
    aws.client("iot-data")  # created here, before the threads need it
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda message: publish(*message), messages))
