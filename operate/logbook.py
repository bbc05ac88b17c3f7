"""The logs of a feature's functions, one JSON line per entry."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from linli import names
from operate.here import City

HEARD = ("folded", "reacted")  # messages that a queue's function logs after a batch
LATE = timedelta(seconds=30)  # by which a line may arrive after younger ones of other functions
WITHOUT_QUEUE = ("api", "outbox", "steps", "sweeper")
STREAMS = 8  # newest streams read of a function's log


class Line(NamedTuple):
    """`id` distinguishes lines with the same content."""

    at: datetime
    function: str
    said: dict[str, Any]
    id: str


class Follower:
    """Returns each line once, including lines that arrive late."""

    def __init__(self, since: datetime) -> None:
        self.since = since
        self._shown: dict[str, datetime] = {}

    def new(self, look: Callable[[datetime], list[Line]]) -> list[Line]:
        fresh = [line for line in look(self.since) if line.id not in self._shown]
        self._shown |= {line.id: line.at for line in fresh}
        self.since = max([self.since, *(line.at - LATE for line in fresh)])
        self._shown = {id_: at for id_, at in self._shown.items() if at > self.since - LATE}
        return fresh


def groups(city: City, feature: str) -> dict[str, str]:
    """The log group of each function of the feature, by the last part of the function's name."""
    before = names.resource(city.name, feature, "")
    pages = city.home.client("lambda").get_paginator("list_functions").paginate()
    return {
        function["FunctionName"].removeprefix(before): function["LoggingConfig"]["LogGroup"]
        for page in pages
        for function in page["Functions"]
        if function["FunctionName"].startswith(before)
    }


def lines(city: City, feature: str, since: datetime) -> list[Line]:
    """All lines since then, in order."""
    found = [
        Line(_at(event), function, said, f"{_id(event)}|{part}")
        for function, event in _events(city, feature, since)
        for part, said in enumerate(_said(event["message"]))
    ]
    return sorted(found, key=lambda line: line.at)


def counted(city: City, feature: str, since: datetime) -> Counter[str]:
    """The sums of metrics since then, as metrics are log lines too."""
    found: Counter[str] = Counter()
    for _, event in _events(city, feature, since):
        for said in _read(event["message"]):
            found.update(metrics_of(said))
    return found


def metrics_of(said: dict[str, Any]) -> dict[str, int]:
    """The metrics in a line of CloudWatch's embedded metric format."""
    groups = said.get("_aws", {}).get("CloudWatchMetrics", ())
    told = (metric["Name"] for group in groups for metric in group["Metrics"])
    return {name: int(sum(said[name])) for name in told}


def last_message(city: City, feature: str) -> datetime | None:
    """When a queue of the feature was last processed; None if not recently."""
    logs = city.home.client("logs")
    found = []
    for function, group in groups(city, feature).items():
        if function not in WITHOUT_QUEUE:
            with suppress(logs.exceptions.ResourceNotFoundException):
                found.append(_last(logs, group))
    return max((at for at in found if at), default=None)


def _events(city: City, feature: str, since: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """With the function of each; a function that has never run has no log."""
    logs = city.home.client("logs")
    for function, group in groups(city, feature).items():
        asked = {"logGroupName": group, "startTime": int(since.timestamp() * 1000)}
        with suppress(logs.exceptions.ResourceNotFoundException):
            for page in logs.get_paginator("filter_log_events").paginate(**asked):
                yield from ((function, event) for event in page["events"])


def _last(logs: Any, group: str) -> datetime | None:
    """From the newest streams: on AWS a worker has one, on the engine each invocation."""
    newest = {"orderBy": "LastEventTime", "descending": True, "limit": STREAMS}
    for stream in logs.describe_log_streams(logGroupName=group, **newest)["logStreams"]:
        name = stream["logStreamName"]
        said = logs.get_log_events(logGroupName=group, logStreamName=name, startFromHead=False)
        if heard := [_at(event) for event in said["events"] if _heard(event)]:
            return max(heard)
    return None


def _heard(event: dict[str, Any]) -> bool:
    return any(said.get("message") in HEARD for said in _said(event["message"]))


def _said(message: str) -> Iterator[dict[str, Any]]:
    return (said for said in _read(message) if "message" in said)


def _read(message: str) -> Iterator[dict[str, Any]]:
    for text in message.splitlines():
        if text.startswith("{"):
            with suppress(ValueError):
                yield json.loads(text)


def _id(event: dict[str, Any]) -> str:
    """The engine gives lines of functions no id, but each invocation a stream."""
    return str(event.get("eventId") or f"{event['logStreamName']} {event['message']}")


def _at(event: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(event["timestamp"] / 1000, UTC)
