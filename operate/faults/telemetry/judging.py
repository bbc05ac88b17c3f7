"""Compares what a city stored of a drill's messages with what it must have stored. Pure.

The alarms are compared with those that `linli.alarms` finds in the same samples, each once and in
order.
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
from operate.faults.telemetry.stream import Sent
from operate.faults.verdict import Verdict, judge


class Quarantined(NamedTuple):
    """A device message in quarantine, with the reason."""

    thing: str
    payload: bytes
    why: str


class Found(NamedTuple):
    """All that the city has of these devices; alarms and balances as the API returns them."""

    packs: list[Pack]
    kept: list[Quarantined]
    balances: Sequence[Body]
    alarms: Sequence[Body]


class Judged(NamedTuple):
    """Verdicts on valid messages, on invalid ones, on the devices' accounts and on alarms."""

    stored: Verdict
    refused: Verdict
    balances: Verdict
    alarms: Verdict

    @property
    def good(self) -> bool:
        return all(verdict.good for verdict in self)


def judged(sent: list[Sent], strangers: list[Sent], found: Found, now: datetime) -> Judged:
    good = [one for one in sent if not one.why]
    bad = [one for one in (*sent, *strangers) if one.why]
    return Judged(
        stored=judge(map(lines.message, good), map(lines.packed, found.packs)),
        refused=judge((lines.refused(one, one.why) for one in bad), _quarantined(bad, found.kept)),
        balances=judge(_accounts(sent), map(lines.balance, found.balances)),
        alarms=judge(expected_alarms(good, now), (lines.reported(one) for one in found.alarms)),
    )


def expected_alarms(sent: Iterable[Sent], now: datetime) -> list[str]:
    """The alarms of the same samples if none came late or twice."""
    by_thing: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for one in sent:
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


def envelope(text: str, why: str) -> Quarantined | None:
    """A message in quarantine, None if it is not a device's."""
    try:
        sent = json.loads(text)
        return Quarantined(sent["device"], base64.b64decode(sent["payload"]), why)
    except (ValueError, KeyError, TypeError):
        return None


def _quarantined(bad: list[Sent], kept: list[Quarantined]) -> set[str]:
    """Each message once, as one that was delivered twice may be in quarantine twice."""
    known = {(one.thing, one.payload): one for one in bad}
    found = set()
    for one in kept:
        sent = known.get((one.thing, one.payload))
        if sent is None:
            found.add(f"{one.thing}: unexpected in quarantine: {one.why}")
        else:
            found.add(lines.refused(sent, sent.why if sent.why in one.why else one.why))
    return found


def _accounts(sent: list[Sent]) -> list[str]:
    by_thing: dict[str, list[Sent]] = defaultdict(list)
    for one in sent:
        by_thing[one.thing].append(one)
    return [lines.account(thing, *_counts(own)) for thing, own in by_thing.items()]


def _counts(own: list[Sent]) -> tuple[int, int, int, int]:
    refused = sum(bool(one.why) for one in own)
    return len(own), len(own) - refused, refused, 0
