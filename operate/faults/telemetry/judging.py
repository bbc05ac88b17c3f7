"""What a city has of a drill's messages, beside what it must have of them. Pure.

The alarms are held to the layer's own function of the same samples, each once and in order.
"""

import base64
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from functions.devices.kinds.model import Row
from linli.alarms.running import evaluate
from linli.packs.model import Pack
from linli.points import Point
from linli.rows import rows
from operate.faults.telemetry import lines
from operate.faults.telemetry.lines import Body
from operate.faults.telemetry.stream import Said
from operate.faults.verdict import Verdict, judge


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
        stored=judge(map(lines.message, good), map(lines.packed, found.packs)),
        refused=judge((lines.refused(one, one.why) for one in bad), _waiting(bad, found.kept)),
        balances=judge(_accounts(said), map(lines.balance, found.balances)),
        alarms=judge(clean(good, now), (lines.told(one) for one in found.alarms)),
    )


def clean(said: Iterable[Said], now: datetime) -> list[str]:
    """The alarms of the same stream, undisturbed: nothing comes late, and nothing twice."""
    by_thing: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for one in said:
        by_thing[one.thing, one.kind] += lines.measured(one)
    return [
        lines.alarm(thing, rule.id, alarm.model_dump(mode="json"))
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


def _waiting(bad: list[Said], kept: list[Kept]) -> set[str]:
    """Each once: a message that was delivered twice may wait twice."""
    known = {(one.thing, one.payload): one for one in bad}
    found = set()
    for one in kept:
        said = known.get((one.thing, one.payload))
        if said is None:
            found.add(f"{one.thing} said what should not wait: {one.why}")
        else:
            found.add(lines.refused(said, said.why if said.why in one.why else one.why))
    return found


def _accounts(said: list[Said]) -> list[str]:
    by_thing: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_thing[one.thing].append(one)
    return [lines.account(thing, *_counts(own)) for thing, own in by_thing.items()]


def _counts(own: list[Said]) -> tuple[int, int, int, int]:
    refused = sum(bool(one.why) for one in own)
    return len(own), len(own) - refused, refused, 0
