"""A drill's faults, drawn from a seed."""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from operate.faults.plan import KILLS, STOPS, Fault, Hop, Rule

SERIAL = "-outbox"  # a stream delivers one batch after another: a killed one holds up the rest
QUICK = tuple(f for f in Fault if f not in (*STOPS, Fault.SILENCE))  # without a wait
MIX = (*QUICK, Fault.LOST_ANSWER, Fault.LOST_ANSWER)  # twice more, as kills are two of QUICK


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
    return place(wanted, free, faults, dice, lambda _: longest)


def place(
    wanted: Iterable[tuple[Hop, Fault]],
    free: Mapping[Hop, list[int]],
    faults: int,
    dice: random.Random,
    longest: Callable[[Hop], int],
) -> list[Rule]:
    """The first `faults` of those wanted for which their hop has a free call left, which is then
    taken. Some last for up to `longest` calls.
    """
    rules: list[Rule] = []
    for hop, fault in wanted:
        if len(rules) < faults and free[hop]:
            rules.append(Rule(hop=hop, call=free[hop].pop(), fault=fault))
    return [_lasting(rule, free, dice, longest(rule.hop)) for rule in rules]


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


def _lasting(rule: Rule, free: Mapping[Hop, list[int]], dice: random.Random, longest: int) -> Rule:
    """Extends every third throttle or error over the following calls, as far as they are free."""
    if rule.fault not in (Fault.THROTTLE, Fault.ERROR) or dice.random() > 1 / 3:
        return rule
    room, times = set(free[rule.hop]), 1
    while times < longest and rule.call + times in room:
        free[rule.hop].remove(rule.call + times)
        times += 1
    return rule.model_copy(update={"times": times})
