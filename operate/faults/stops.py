"""Where the engine is stopped: between every two neighbours on the way of an alarm, or some of them
by the seed.
"""

import random
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from operate.faults.plan import Fault, Hop, Rule

AFTER, BEFORE = Fault.STOP_AFTER, Fault.STOP_BEFORE
WRITES = ("dynamodb:TransactWriteItems", "dynamodb:UpdateItem")
START, TOKEN = ("states:StartExecution",), ("states:SendTaskSuccess",)
Stop = tuple[str, str, tuple[str, ...], Fault]
# in the order in which an alarm passes them, more or less; publish | queue is the crowd's own
BETWEEN: tuple[Stop, ...] = (
    ("queue | table", "facilities-alarm", WRITES, BEFORE),
    ("table | stream", "facilities-alarm", WRITES, AFTER),
    ("stream | bus", "facilities-outbox", ("events:PutEvents",), BEFORE),
    ("bus | execution", "incidents-reactions", START, BEFORE),
    ("execution | token", "incidents-steps", WRITES, AFTER),
    ("token | act", "incidents-api", TOKEN, BEFORE),
    ("act | execution", "incidents-api", TOKEN, AFTER),
    ("asked | inbox", "notify-reactions", WRITES, BEFORE),
    ("bus | queue", "facilities-outbox", ("events:PutEvents",), AFTER),
    ("queue | incident", "incidents-reactions", WRITES, BEFORE),
    ("execution | step", "incidents-reactions", START, AFTER),
    ("step | table", "incidents-steps", WRITES, BEFORE),
    ("planned | gateway", "notify-outgoing", WRITES, BEFORE),
    ("gateway | attempt", "notify-outgoing", WRITES, AFTER),
)


class Unreached(Exception):
    """A hop at which the engine should be stopped was not seen in the undisturbed run."""


def rules(hops: Mapping[Hop, int], most: int, seed: int) -> Iterator[Rule]:
    """One for each, somewhere in the middle of the calls that its hop will see."""
    dice = random.Random(seed)  # noqa: S311 - a drill, not a secret
    for name, caller, operations, fault in _some(most, dice):
        seen = [hop for hop in hops if hop.caller == caller and hop.operation in operations]
        if not seen:
            raise Unreached(f"{name}: {caller} never calls {' or '.join(operations)}")
        hop = max(seen, key=lambda hop: hops[hop])
        first, last = max(1, hops[hop] // 5), max(2, hops[hop] * 4 // 5)
        # even for before, odd for after: two at one hop never meet
        call = dice.randrange(first, last) // 2 * 2 + (1 if fault is AFTER else 2)
        yield Rule(hop=hop, call=call, fault=fault)


def _some(most: int, dice: random.Random) -> list[Stop]:
    """As many before a call as after one, as far as there are, in their order."""
    kinds = [[stop for stop in BETWEEN if stop[-1] is kind] for kind in (BEFORE, AFTER)]
    for stops in kinds:
        dice.shuffle(stops)
    chosen = [stop for both in zip_longest(*kinds) for stop in both if stop][:most]
    return sorted(chosen, key=BETWEEN.index)
