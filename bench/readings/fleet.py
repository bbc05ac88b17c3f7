"""Simulated devices, with their messages as SQS events for Linli and for the textbook."""

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

HERE = "140105001001"
LIMIT = 80  # percent of level, from which there is a warning
Event = dict[str, list[dict[str, Any]]]


class Fleet:
    """Manhole sensors in rotation; `crossing` is the share of readings outside a limit."""

    def __init__(
        self, devices: int, readings: int = 1, crossing: float = 0.0, first: int = 0
    ) -> None:
        self.devices, self.readings, self.crossing = devices, readings, crossing
        self.first = first  # number of the first device
        self.dice = Random(1)  # noqa: S311 - a fleet, not a secret
        self.sent = self.measured = 0
        self.now = datetime.now(UTC)

    def batch(self, messages: int) -> Event:
        """With the envelope of Linli's IoT rule."""
        return {"Records": [_record(self._envelope()) for _ in range(messages)]}

    def plain(self, messages: int) -> Event:
        """As an IoT rule that forwards the message itself."""
        return {"Records": [_record(self._plain()) for _ in range(messages)]}

    def _envelope(self) -> dict[str, Any]:
        device = f"MH-{self.first + self.sent % self.devices:07}"
        samples = [
            {"at": at.isoformat(timespec="milliseconds"), "measures": self._measures()}
            for at in self._times()
        ]
        self.sent += 1
        payload = {"v": 1, "boot": 1, "seq": self.sent, "samples": samples}
        return {
            "payload": b64encode(json.dumps(payload).encode()).decode(),
            "community": HERE,
            "device": device,
            "channel": "reading",
            "principal": "c0" * 32,
            "received": int(self.now.timestamp() * 1000),
        }

    def _plain(self) -> dict[str, Any]:
        self.sent += 1
        return {
            "device_id": f"dev-{self.sent % self.devices:05}",
            "ts": int(self.now.timestamp() * 1000),
            "seq": self.sent,
            "kind": "air",
            "community": "sx-ty-0001",
            "metrics": {name: round(value, 1) for name, value in self._measures().items()},
            "battery": 0.87,
            "fw": "1.4.2",
        }

    def _times(self) -> Iterator[datetime]:
        """A minute apart, the last one a moment ago."""
        for ago in reversed(range(self.readings)):
            yield self.now - timedelta(minutes=ago, seconds=self.dice.random())

    def _measures(self) -> dict[str, float]:
        self.measured += 1
        crosses = self.crossing and self.measured % round(1 / self.crossing) == 0
        dice = self.dice
        return {
            "tilt_degrees": round(dice.uniform(0, 5), 1),
            "level_percent": LIMIT + 5 if crosses else round(dice.uniform(5, 60), 1),
            "ch4_lel_percent": round(dice.uniform(0, 2), 2),
            "battery_percent": round(dice.uniform(20, 100), 2),
        }


def _record(body: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(body)
    return {
        "messageId": f"{abs(hash(text)):032x}"[:32],
        "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a" * 3,
        "body": text,
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": "1767225600000",
            "SenderId": "AIDAIENQZJOLO23YVJ4VO",
            "ApproximateFirstReceiveTimestamp": "1767225600001",
        },
        "messageAttributes": {},
        "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws-cn:sqs:cn-north-1:123456789012:linli-taiyuan-facilities-reading",
        "awsRegion": "cn-north-1",
    }
