"""What the devices of a drill send, drawn from a seed: first by number, then in the order of
delivery. Pure.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from operate.faults.telemetry.poison import POISONS, Message, encoded

CHANNELS = ("alarm", "reading")
BAD = 4  # every fourth message is invalid
MOST = 60  # messages of a device; up to 64 may arrive in any order
COPIES = (1, 2, 3)
LATE, LAST = timedelta(days=6, hours=12), timedelta(hours=5)  # ages: all late, none too old
GAPS = (0, 180, 900, 2_400, 10_800, 25_200)  # seconds between two messages; 0: equal stamps
STEPS = (60, 300, 1_200)  # seconds between two samples of a message
WIDE = 7_200  # the same for a message that spans more than an hour
STAYS = {True: 0.6, False: 0.85}  # probability that the next sample is as wrong, or as normal


class Gauge(NamedTuple):
    """The measure of a kind, with ranges of normal values and of those that raise an alarm."""

    measure: str
    normal: tuple[float, float]
    wrong: tuple[float, float]


GAUGES = {
    "kiosk": Gauge("paper_percent", (12, 100), (0, 10)),
    "door": Gauge("open_seconds", (0, 599), (600, 4_000)),
    "electricity_meter": Gauge("power_w", (200, 4_000), (12_500, 20_000)),
    "water_meter": Gauge("battery_percent", (16, 100), (1, 15)),
}


class Sent(NamedTuple):
    """One message. `why` is the reason for which it must be quarantined; "" if stored."""

    thing: str
    kind: str
    channel: str
    boot: int
    seq: int
    payload: bytes
    why: str = ""


def draw(
    things: Mapping[str, str], messages: int, boot: int, now: datetime, seed: int
) -> list[Sent]:
    """`messages` messages of each device, by number; `things` maps devices to kinds. Raises
    ValueError for more than MOST.
    """
    if messages > MOST:
        raise ValueError(f"of more than {MOST} messages some would be too far behind")
    found: list[Sent] = []
    for place, (thing, kind) in enumerate(sorted(things.items())):
        dice = random.Random(f"{seed} {place}")  # noqa: S311 - a drill, not a secret
        channel, bad = CHANNELS[place % len(CHANNELS)], place
        for message in _messages(GAUGES[kind], messages, boot, now, dice):
            seq = message["seq"]
            if seq % BAD != BAD - 1:
                found.append(Sent(thing, kind, channel, boot, seq, encoded(message)))
                continue
            poison = POISONS[bad % len(POISONS)]
            payload, bad = poison.spoil(message, now), bad + 1
            found.append(Sent(thing, kind, channel, boot, seq, payload, poison.why))
    return found


def strange(sent: Iterable[Sent], thing: str) -> list[Sent]:
    """The valid ones again, sent by a device that is not registered."""
    return [one._replace(thing=thing, why="unknown-device") for one in sent if not one.why]


def deliveries(sent: Sequence[Sent], seed: int) -> list[Sent]:
    """Each message one to three times, in random order."""
    dice = random.Random(seed)  # noqa: S311
    copies = [one for one in sent for _ in range(dice.choice(COPIES))]
    dice.shuffle(copies)
    return copies


def _messages(
    gauge: Gauge, count: int, boot: int, now: datetime, dice: random.Random
) -> Iterator[Message]:
    at, is_wrong = now - LATE, False
    for seq in range(count):
        step = WIDE if dice.random() < 0.1 else dice.choice(STEPS)
        samples = []
        for n in range(dice.choice((1, 1, 2, 3))):
            at = min(at + timedelta(seconds=step) * bool(n), now - LAST)
            is_wrong = is_wrong if dice.random() < STAYS[is_wrong] else not is_wrong
            value = round(dice.uniform(*(gauge.wrong if is_wrong else gauge.normal)), 1)
            samples.append({"at": at.isoformat(), "measures": {gauge.measure: value}})
        yield {"v": 1, "boot": boot, "seq": seq, "samples": samples}
        at += timedelta(seconds=dice.choice(GAPS))
