"""The compared things of a drill as lines of text, equal for equal content. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from linli import points
from linli.messages import Message
from linli.packs.model import Pack
from linli.packs.model import points as points_of
from linli.points import Point
from operate.faults.telemetry.stream import Sent

COUNTS = ("sent", "stored", "refused", "missing")
Body = Mapping[str, Any]


def measured(sent: Sent) -> list[Point]:
    return points.of(Message.read(sent.payload))


def message(sent: Sent) -> str:
    return _message(sent.thing, sent.boot, sent.seq, measured(sent))


def packed(pack: Pack) -> str:
    return _message(pack.thing, pack.boot, pack.seq, points_of([pack]))


def _message(thing: str, boot: int, seq: int, samples: list[Point]) -> str:
    measured = json.dumps([[one.at.timestamp(), sorted(one.measures.items())] for one in samples])
    content = hashlib.sha256(measured.encode()).hexdigest()[:8]
    return f"{thing} {boot}|{seq} of {len(samples)} samples ({content})"


def refused(sent: Sent, why: str) -> str:
    return f"{sent.thing} {sent.boot}|{sent.seq}: {why}"


def balance(body: Body) -> str:
    return account(body["thing"], *(body[name] for name in COUNTS))


def account(thing: str, *counts: int) -> str:
    named = ", ".join(f"{name} {count}" for name, count in zip(COUNTS, counts, strict=True))
    return f"{thing}: {named}"


def reported(body: Body) -> str:
    """An alarm as the API returns it."""
    return alarm(body["device_id"], body["rule"], body)


def alarm(thing: str, rule: str, body: Body) -> str:
    times = (body[name] for name in ("onset", "cleared_at", "ended_at"))
    onset, cleared, ended = (at and datetime.fromisoformat(at).isoformat() for at in times)
    flaps = ", flapping" if body["flapping"] else ""
    how = f"{body['level']} by {body['values']}{flaps}"
    return f"{thing} {rule} from {onset}, cleared {cleared}, ended {ended}, level {how}"
