"""Where the engine is stopped: between any two steps on the way of an alarm, or some of them,
chosen by the seed.
"""

import random
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from operate.faults.plan import Fault, Hop, Rule

AFTER, BEFORE = Fault.STOP_AFTER, Fault.STOP_BEFORE
WRITES = ("dynamodb:TransactWriteItems", "dynamodb:UpdateItem")
START, TOKEN = ("states:StartExecution",), ("states:SendTaskSuccess",)
Stop = tuple[str, str, tuple[str, ...], Fault]
# roughly in the order in which an alarm passes them; publish | queue is done by the crowd
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
    """One rule for each stop, somewhere in the middle of the calls that its hop will get."""
    dice = random.Random(seed)  # noqa: S311 - a drill, not a secret
    for name, caller, operations, fault in _some(most, dice):
        seen = [hop for hop in hops if hop.caller == caller and hop.operation in operations]
        if not seen:
            raise Unreached(f"{name}: {caller} never calls {' or '.join(operations)}")
        hop = max(seen, key=lambda hop: hops[hop])
        first, last = max(1, hops[hop] // 5), max(2, hops[hop] * 4 // 5)
        # even numbers before a call, odd ones after: two stops at one hop never coincide
        call = dice.randrange(first, last) // 2 * 2 + (1 if fault is AFTER else 2)
        yield Rule(hop=hop, call=call, fault=fault)


def _some(most: int, dice: random.Random) -> list[Stop]:
    """As many stops before a call as after one, if there are enough, in the order of BETWEEN."""
    kinds = [[stop for stop in BETWEEN if stop[-1] is kind] for kind in (BEFORE, AFTER)]
    for stops in kinds:
        dice.shuffle(stops)
    chosen = [stop for both in zip_longest(*kinds) for stop in both if stop][:most]
    return sorted(chosen, key=BETWEEN.index)
