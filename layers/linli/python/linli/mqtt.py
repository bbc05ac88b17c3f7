"""Messages to devices and to people's apps."""

import json
from typing import Any

from linli import aws


def publish(topic: str, payload: dict[str, Any]) -> None:
    """At least once, to whoever listens now; who does not listen never hears it."""
    said = json.dumps(payload, ensure_ascii=False).encode()
    aws.client("iot-data").publish(topic=topic, qos=1, payload=said)
