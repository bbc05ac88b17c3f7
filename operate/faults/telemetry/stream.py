"""What the devices of a drill say, from a seed: by number, and then as it is delivered. Pure."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from operate.faults.telemetry.poison import POISONS, Message, encoded

CHANNELS = ("alarm", "reading")
BAD = 4  # every fourth message is no good
MOST = 60  # messages of a device, of 64 that may overtake each other: all may come in any order
COPIES = (1, 2, 3)
LATE, LAST = timedelta(days=6, hours=12), timedelta(hours=5)  # all are late, none is too old
GAPS = (0, 180, 900, 2_400, 10_800, 25_200)  # seconds between two messages; none: equal stamps
STEPS = (60, 300, 1_200)  # between two samples of one
WIDE = 7_200  # between those of a message that spans over an hour
STAYS = {True: 0.6, False: 0.85}  # that what is wrong, or well, goes on with the next sample


class Gauge(NamedTuple):
    """What a kind measures, when all is well and when it is not."""

    measure: str
    well: tuple[float, float]
    wrong: tuple[float, float]


GAUGES = {
    "kiosk": Gauge("paper_percent", (12, 100), (0, 10)),
    "door": Gauge("open_seconds", (0, 599), (600, 4_000)),
    "electricity_meter": Gauge("power_w", (200, 4_000), (12_500, 20_000)),
    "water_meter": Gauge("battery_percent", (16, 100), (1, 15)),
}


class Said(NamedTuple):
    """One message. `why` is for what it must wait in quarantine; "": it must be stored."""

    thing: str
    kind: str
    channel: str
    boot: int
    seq: int
    payload: bytes
    why: str = ""


def told(
    things: Mapping[str, str], messages: int, boot: int, now: datetime, seed: int
) -> list[Said]:
    """So many of each of these devices, of which the kind is given, in the order of numbers."""
    if messages > MOST:
        raise ValueError(f"of more than {MOST} messages some would be too far behind")
    found: list[Said] = []
    for place, (thing, kind) in enumerate(sorted(things.items())):
        dice = random.Random(f"{seed} {place}")  # noqa: S311 - a drill, not a secret
        channel, bad = CHANNELS[place % len(CHANNELS)], place
        for message in _messages(GAUGES[kind], messages, boot, now, dice):
            seq = message["seq"]
            if seq % BAD != BAD - 1:
                found.append(Said(thing, kind, channel, boot, seq, encoded(message)))
                continue
            poison = POISONS[bad % len(POISONS)]
            payload, bad = poison.spoil(message, now), bad + 1
            found.append(Said(thing, kind, channel, boot, seq, payload, poison.why))
    return found


def strange(said: Iterable[Said], thing: str) -> list[Said]:
    """The same, said by one that nobody registered."""
    return [one._replace(thing=thing, why="unknown-device") for one in said if not one.why]


def deliveries(said: Sequence[Said], seed: int) -> list[Said]:
    """Each one to three times, all in any order."""
    dice = random.Random(seed)  # noqa: S311
    copies = [one for one in said for _ in range(dice.choice(COPIES))]
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
            value = round(dice.uniform(*(gauge.wrong if is_wrong else gauge.well)), 1)
            samples.append({"at": at.isoformat(), "measures": {gauge.measure: value}})
        yield {"v": 1, "boot": boot, "seq": seq, "samples": samples}
        at += timedelta(seconds=dice.choice(GAPS))
