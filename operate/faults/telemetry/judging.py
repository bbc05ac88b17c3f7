"""What a city has of a drill's messages, beside what it must have of them. Pure.

The alarms are held to the layer's own function of the same samples, each once and in order.
"""

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from functions.devices.kinds.model import Row
from linli import points
from linli.alarms.running import evaluate
from linli.messages import Message
from linli.packs.model import Pack
from linli.packs.model import points as points_of
from linli.points import Point
from linli.rows import rows
from operate.faults.telemetry.stream import Said
from operate.faults.verdict import Verdict, judge

TOLD = ("sent", "stored", "refused", "missing")
Body = Mapping[str, Any]


class Kept(NamedTuple):
    """A message in quarantine."""

    thing: str
    payload: bytes
    why: str


class Found(NamedTuple):
    """All that the city has of these devices. An alarm is as the API tells of it, a balance too."""

    packs: list[Pack]
    kept: list[Kept]
    balances: Sequence[Body]
    alarms: Sequence[Body]


class Judged(NamedTuple):
    """Of each message, of each device's own account, and of each alarm."""

    stored: Verdict
    refused: Verdict
    balances: Verdict
    alarms: Verdict

    @property
    def good(self) -> bool:
        return all(verdict.good for verdict in self)


def judged(said: list[Said], strangers: list[Said], found: Found, now: datetime) -> Judged:
    good = [one for one in said if not one.why]
    bad = [one for one in (*said, *strangers) if one.why]
    return Judged(
        stored=judge(map(_stored, good), map(_pack, found.packs)),
        refused=judge((_refused(one, one.why) for one in bad), _waiting(bad, found.kept)),
        balances=judge(_accounts(said), map(_balance, found.balances)),
        alarms=judge(clean(good, now), (_told(one) for one in found.alarms)),
    )


def clean(said: Iterable[Said], now: datetime) -> list[str]:
    """The alarms of the same stream, undisturbed: nothing comes late, and nothing twice."""
    by_thing: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for one in said:
        by_thing[one.thing, one.kind] += _points(one)
    return [
        _alarm(thing, rule.id, alarm.model_dump(mode="json"))
        for (thing, kind), samples in by_thing.items()
        for rule in kinds()[kind].rules
        for alarm in evaluate(rule, thing, samples, now).alarms
    ]


@cache
def kinds() -> dict[str, Row]:
    return {row.id: row for row in rows("devices", "kinds", Row)}


def envelope(text: str, why: str) -> Kept | None:
    """Of what waits in quarantine, if it was a device's."""
    try:
        said = json.loads(text)
        return Kept(said["device"], base64.b64decode(said["payload"]), why)
    except (ValueError, KeyError, TypeError):
        return None


def _points(said: Said) -> list[Point]:
    return points.of(Message.read(said.payload))


def _stored(said: Said) -> str:
    return _message(said.thing, said.boot, said.seq, _points(said))


def _pack(pack: Pack) -> str:
    return _message(pack.thing, pack.boot, pack.seq, points_of([pack]))


def _message(thing: str, boot: int, seq: int, samples: list[Point]) -> str:
    measured = json.dumps([[one.at.timestamp(), sorted(one.measures.items())] for one in samples])
    content = hashlib.sha256(measured.encode()).hexdigest()[:8]
    return f"{thing} {boot}|{seq} of {len(samples)} samples ({content})"


def _waiting(bad: list[Said], kept: list[Kept]) -> set[str]:
    """Each once: a message that was delivered twice may wait twice."""
    known = {(one.thing, one.payload): one for one in bad}
    found = set()
    for one in kept:
        said = known.get((one.thing, one.payload))
        if said is None:
            found.add(f"{one.thing} said what should not wait: {one.why}")
        else:
            found.add(_refused(said, said.why if said.why in one.why else one.why))
    return found


def _refused(said: Said, why: str) -> str:
    return f"{said.thing} {said.boot}|{said.seq}: {why}"


def _accounts(said: list[Said]) -> list[str]:
    by_thing: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_thing[one.thing].append(one)
    return [_account(thing, *_counts(own)) for thing, own in by_thing.items()]


def _counts(own: list[Said]) -> tuple[int, int, int, int]:
    refused = sum(bool(one.why) for one in own)
    return len(own), len(own) - refused, refused, 0


def _balance(balance: Body) -> str:
    return _account(balance["thing"], *(balance[name] for name in TOLD))


def _account(thing: str, *counts: int) -> str:
    told = ", ".join(f"{name} {count}" for name, count in zip(TOLD, counts, strict=True))
    return f"{thing}: {told}"


def _told(alarm: Body) -> str:
    return _alarm(alarm["device_id"], alarm["rule"], alarm)


def _alarm(thing: str, rule: str, alarm: Body) -> str:
    times = (alarm[name] for name in ("onset", "cleared_at", "ended_at"))
    onset, cleared, ended = (at and datetime.fromisoformat(at).isoformat() for at in times)
    flaps = ", flapping" if alarm["flapping"] else ""
    how = f"{alarm['level']} by {alarm['values']}{flaps}"
    return f"{thing} {rule} from {onset}, cleared {cleared}, ended {ended}, level {how}"
