"""Invalid messages, each with what quarantine must say of it. Pure."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

OLD, AHEAD = timedelta(days=30), timedelta(days=2)
Message = dict[str, Any]  # before it is spoiled
Spoil = Callable[[Message, datetime], bytes]


class Poison(NamedTuple):
    """`why` is a part of the reason stored in quarantine."""

    why: str
    spoil: Spoil


def encoded(message: Message) -> bytes:
    return json.dumps(message).encode()


def _dated(by: timedelta) -> Spoil:
    def spoil(message: Message, now: datetime) -> bytes:
        samples = [one | {"at": (now + by).isoformat()} for one in message["samples"]]
        return encoded(message | {"samples": samples})

    return spoil


def _measured(change: Callable[[str, float], tuple[str, Any]]) -> Spoil:
    def spoil(message: Message, _: datetime) -> bytes:
        samples = [
            one | {"measures": dict(change(*pair) for pair in one["measures"].items())}
            for one in message["samples"]
        ]
        return encoded(message | {"samples": samples})

    return spoil


def _more(text: str) -> Spoil:
    """Appends a field to the message."""
    return lambda message, _: f"{encoded(message).decode()[:-1]}, {text}}}".encode()


def _nested(depth: int) -> str:
    return "[" * depth + "]" * depth


POISONS: tuple[Poison, ...] = (
    Poison("too-old", _dated(-OLD)),
    Poison("in-the-future", _dated(AHEAD)),
    Poison("not-finite", _measured(lambda name, _: (name, float("nan")))),
    Poison("said-twice", _more('"v": 1')),
    Poison("samples.0.measures.", _measured(lambda name, _: (name, json.loads(_nested(40))))),
    Poison("maximum recursion", _more(f'"deep": {_nested(3000)}')),
    Poison("out-of-range", _measured(lambda name, value: (name, (value + 1) * 1e6))),
    Poison("unknown-measure", _measured(lambda _, value: ("teapots", value))),
    Poison("extra_forbidden", _more('"kind": "teapot"')),
    Poison("too-large", _more(f'"pad": "{"x" * 9000}"')),
)
