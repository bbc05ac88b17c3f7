"""Messages to devices and to people's apps."""

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from linli import aws

AT_ONCE = 10  # connections of one client


def publish(topic: str, payload: dict[str, Any]) -> None:
    """At least once, to whoever listens now; who does not listen never hears it."""
    said = json.dumps(payload, ensure_ascii=False).encode()
    aws.client("iot-data").publish(topic=topic, qos=1, payload=said)


def publish_all(messages: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Together: none waits for another. If one fails the others go out, and then it is raised."""
    aws.client("iot-data")  # made once, before all want it
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda message: publish(*message), messages))
