"""Which calls of which caller fail, and how: drawn from a seed, counted as they happen."""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Fault(StrEnum):
    """What happens to one call. "before": the service has done nothing yet; "after": it has done
    it, but the caller gets no answer.
    """

    KILL_BEFORE = "kill-before"
    KILL_AFTER = "kill-after"
    LOST_ANSWER = "lost-answer"  # the service did it, then the connection broke
    TWICE = "twice"  # delivered twice; the caller gets the second answer
    RESET = "reset"
    ERROR = "error"  # 500
    THROTTLE = "throttle"
    SILENCE = "silence"  # no answer until the caller gives up
    STOP_BEFORE = "stop-before"  # the whole engine
    STOP_AFTER = "stop-after"


STOPS = (Fault.STOP_BEFORE, Fault.STOP_AFTER)
AFTER = (Fault.LOST_ANSWER, Fault.KILL_AFTER, Fault.STOP_AFTER)
KILLS = (Fault.KILL_BEFORE, Fault.KILL_AFTER)
SERIAL = "-outbox"  # a stream delivers one batch after another: a killed one holds up the rest
QUICK = tuple(f for f in Fault if f not in (*STOPS, Fault.SILENCE))  # without a wait
MIX = (*QUICK, Fault.LOST_ANSWER, Fault.LOST_ANSWER)  # twice more, as kills are two of QUICK


class Hop(NamedTuple):
    """One kind of call: `facilities-alarm` calls `dynamodb:UpdateItem`."""

    caller: str
    operation: Annotated[str, Field(pattern=r"^[a-z0-9-]+:\w+$")]


class Rule(BaseModel):
    """The fault of call number `call` of a hop, and of the following ones up to `times`, so that it
    can outlast the client's own retries.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    hop: Hop
    call: int = Field(ge=1)
    fault: Fault
    times: int = Field(default=1, ge=1)


RULES = TypeAdapter(tuple[Rule, ...])


class Plan:
    """Counts all calls, and returns the fault of a call, if any. Not thread-safe. `fired` counts
    each rule once, `struck` each call.
    """

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules: dict[Hop, dict[int, Rule]] = defaultdict(dict)
        self.calls: Counter[Hop] = Counter()
        self.fired: Counter[tuple[Hop, Fault]] = Counter()
        self.struck: Counter[tuple[Hop, Fault]] = Counter()
        for rule in RULES.validate_python(tuple(rules)):
            for call in range(rule.call, rule.call + rule.times):
                if call in self.rules[rule.hop]:
                    raise ValueError(f"two faults for call {call} of {rule.hop}")
                self.rules[rule.hop][call] = rule

    def befalls(self, hop: Hop) -> Fault | None:
        self.calls[hop] += 1
        rule = self.rules[hop].get(self.calls[hop])
        if rule is None:
            return None
        if self.calls[hop] == rule.call:
            self.fired[hop, rule.fault] += 1
        self.struck[hop, rule.fault] += 1
        return rule.fault

    def by_fault(self) -> Counter[Fault]:
        count: Counter[Fault] = Counter()
        for (_, fault), times in self.fired.items():
            count[fault] += times
        return count

    def unfired(self) -> list[Rule]:
        rules = {rule for calls in self.rules.values() for rule in calls.values()}
        return [rule for rule in rules if self.calls[rule.hop] < rule.call]


def draw(
    seed: int, hops: Mapping[Hop, int], faults: int, taken: Iterable[Rule] = (), longest: int = 6
) -> list[Rule]:
    """`faults` rules over hops with at least so many calls, beside the rules in `taken`.

    First a silence at every third hop, as these take long; then one kill at each hop; then each
    milder fault at each hop, in rotation; then the other kill; then any at random, on hops with
    enough parallel calls.
    """
    dice = random.Random(seed)  # noqa: S311 - a drill, not a secret
    used = {(rule.hop, rule.call) for rule in taken}
    free = {
        hop: [call for call in range(1, calls + 1) if (hop, call) not in used]
        for hop, calls in sorted(hops.items())
    }
    for calls in free.values():
        dice.shuffle(calls)
    wanted = [(hop, Fault.SILENCE) for hop in dice.sample(list(free), -(-len(free) // 3))]
    wanted += _in_turn(list(free), dice)
    wanted += fill(free, wanted, faults, MIX, dice)
    rules: list[Rule] = []
    for hop, fault in wanted:
        if len(rules) < faults and free[hop]:
            rules.append(Rule(hop=hop, call=free[hop].pop(), fault=fault))
    return [lasting(rule, free, dice, longest) for rule in rules]


def fill(
    free: Mapping[Hop, list[int]],
    wanted: Collection[tuple[Hop, Fault]],
    faults: int,
    mix: Sequence[Fault],
    dice: random.Random,
) -> Iterator[tuple[Hop, Fault]]:
    """Draws the rest of `faults`, evenly over callers: kills of one caller take their time one
    after another, those of several in parallel. Outboxes get none (see SERIAL).
    """
    room = Counter({hop: len(free[hop]) for hop in free if not hop.caller.endswith(SERIAL)})
    room.subtract(hop for hop, _ in wanted if hop in room)
    for _ in range(faults - len(wanted)):
        left = [hop for hop in room if room[hop] > 0]
        if not left:
            return
        caller = dice.choice(sorted({hop.caller for hop in left}))
        own = [hop for hop in left if hop.caller == caller]
        [hop] = dice.choices(own, [room[hop] for hop in own])
        room[hop] -= 1
        yield hop, dice.choice(mix)


def _in_turn(hops: list[Hop], dice: random.Random) -> list[tuple[Hop, Fault]]:
    """Each quick fault once at each hop: a kill first, the other kill last."""
    deaths = {hop: dice.sample(KILLS, len(KILLS)) for hop in hops}
    milder = [fault for fault in QUICK if fault not in KILLS]
    begin = dice.randrange(len(milder))
    return [
        *((hop, deaths[hop][0]) for hop in hops),
        *(
            (hop, milder[(begin + turn + at) % len(milder)])
            for turn in range(len(milder))
            for at, hop in enumerate(hops)
        ),
        *((hop, deaths[hop][1]) for hop in hops),
    ]


def lasting(rule: Rule, free: Mapping[Hop, list[int]], dice: random.Random, longest: int) -> Rule:
    """Extends every third throttle or error over the following calls, as far as they are free."""
    if rule.fault not in (Fault.THROTTLE, Fault.ERROR) or dice.random() > 1 / 3:
        return rule
    room, times = set(free[rule.hop]), 1
    while times < longest and rule.call + times in room:
        free[rule.hop].remove(rule.call + times)
        times += 1
    return rule.model_copy(update={"times": times})
