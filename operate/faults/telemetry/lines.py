"""What is compared of a drill's messages: each as a line that is the same for the same. Pure."""

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
from operate.faults.telemetry.stream import Said

TOLD = ("sent", "stored", "refused", "missing")
Body = Mapping[str, Any]


def measured(said: Said) -> list[Point]:
    return points.of(Message.read(said.payload))


def message(said: Said) -> str:
    return _message(said.thing, said.boot, said.seq, measured(said))


def packed(pack: Pack) -> str:
    return _message(pack.thing, pack.boot, pack.seq, points_of([pack]))


def _message(thing: str, boot: int, seq: int, samples: list[Point]) -> str:
    measured = json.dumps([[one.at.timestamp(), sorted(one.measures.items())] for one in samples])
    content = hashlib.sha256(measured.encode()).hexdigest()[:8]
    return f"{thing} {boot}|{seq} of {len(samples)} samples ({content})"


def refused(said: Said, why: str) -> str:
    return f"{said.thing} {said.boot}|{said.seq}: {why}"


def balance(body: Body) -> str:
    return account(body["thing"], *(body[name] for name in TOLD))


def account(thing: str, *counts: int) -> str:
    told = ", ".join(f"{name} {count}" for name, count in zip(TOLD, counts, strict=True))
    return f"{thing}: {told}"


def told(body: Body) -> str:
    """An alarm as the API tells of it."""
    return alarm(body["device_id"], body["rule"], body)


def alarm(thing: str, rule: str, body: Body) -> str:
    times = (body[name] for name in ("onset", "cleared_at", "ended_at"))
    onset, cleared, ended = (at and datetime.fromisoformat(at).isoformat() for at in times)
    flaps = ", flapping" if body["flapping"] else ""
    how = f"{body['level']} by {body['values']}{flaps}"
    return f"{thing} {rule} from {onset}, cleared {cleared}, ended {ended}, level {how}"
