"""The drill must be able to fail: it finds what two well-known bad designs lose and double.

A queue hands a message out until its consumer lives to say that it is done. Each call of a
consumer passes a plan of faults, as it would pass the wire.
"""

from collections import Counter
from collections.abc import Callable
from itertools import count

import pytest

from operate.faults.drawing import draw
from operate.faults.plan import AFTER, Fault, Hop, Plan
from operate.faults.verdict import Verdict, judge

MESSAGES = [f"message-{n}" for n in range(300)]
CALLS = ("table:Get", "table:Put", "table:Claim", "table:Transact", "outbox:Put")


class Broken(Exception):
    """The consumer is gone, or does not know what became of its call."""


class World:
    """Tables that survive their consumers, behind a wire with faults."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.fresh = plan, count()
        self.marks: set[str] = set()
        self.incidents: dict[str, str] = {}  # id: cause
        self.outbox: list[tuple[str, str]] = []

    def call(self, operation: str, effect: Callable[[], bool]) -> bool:
        fault = self.plan.befalls(Hop("consumer", operation))
        if fault is not None and fault not in (*AFTER, Fault.TWICE):
            raise Broken
        answer = effect()
        if fault is Fault.TWICE:
            answer = effect()
        if fault in AFTER:
            raise Broken
        return answer

    def add(self, incident: str, cause: str) -> bool:
        fresh = incident not in self.incidents
        self.incidents.setdefault(incident, cause)
        return fresh

    def claim(self, cause: str) -> bool:
        fresh = cause not in self.marks
        self.marks.add(cause)
        return fresh

    def tell(self, incident: str, cause: str) -> bool:
        self.outbox.append((incident, cause))
        return True


def check_write_mark(world: World, cause: str) -> None:
    if world.call("table:Get", lambda: cause in world.marks):
        return
    incident = f"incident-{next(world.fresh)}"
    world.call("table:Put", lambda: world.add(incident, cause))
    world.call("outbox:Put", lambda: world.tell(incident, cause))
    world.call("table:Claim", lambda: world.claim(cause))


def claim_first(world: World, cause: str) -> None:
    if not world.call("table:Claim", lambda: world.claim(cause)):
        return
    incident = f"incident-{next(world.fresh)}"
    world.call("table:Put", lambda: world.add(incident, cause))
    world.call("outbox:Put", lambda: world.tell(incident, cause))


def derived_id_one_transaction(world: World, cause: str) -> None:
    incident = f"incident-of-{cause}"
    world.call(
        "table:Transact",
        lambda: world.add(incident, cause) and world.tell(incident, cause),
    )


def drill(consumer: Callable[[World, str], None], seed: int) -> tuple[Plan, Verdict, Verdict]:
    """Every message until it is done, every fifth once more; then what is there and told."""
    hops = {Hop("consumer", operation): len(MESSAGES) // 2 for operation in CALLS}
    plan = Plan(draw(seed, hops, faults=300))
    world = World(plan)
    for message in [*MESSAGES, *MESSAGES[::5]]:
        while True:
            try:
                consumer(world, message)
            except Broken:
                continue
            break
    told = [cause for _, cause in world.outbox]
    return plan, judge(MESSAGES, world.incidents.values()), judge(MESSAGES, told)


SEEDS = [1, 2, 3]


@pytest.mark.parametrize("seed", SEEDS)
def test_checking_then_writing_then_marking_doubles(seed):
    plan, incidents, told = drill(check_write_mark, seed)
    assert sum(plan.by_fault().values()) > 100
    assert incidents.doubled
    assert told.doubled
    assert not incidents.lost


@pytest.mark.parametrize("seed", SEEDS)
def test_claiming_first_loses(seed):
    _, incidents, told = drill(claim_first, seed)
    assert incidents.lost
    assert len(told.lost) > len(incidents.lost)  # the incident is there, and nobody hears of it


@pytest.mark.parametrize("seed", SEEDS)
def test_a_derived_id_and_one_transaction_neither_lose_nor_double(seed):
    plan, incidents, told = drill(derived_id_one_transaction, seed)
    assert plan.by_fault()[Fault.KILL_AFTER]
    assert plan.by_fault()[Fault.TWICE]
    assert incidents.good
    assert told.good


def test_the_same_seed_draws_the_same_faults():
    hops = {Hop("consumer", operation): 40 for operation in CALLS}
    assert draw(7, hops, faults=100) == draw(7, hops, faults=100)
    assert draw(7, hops, faults=100) != draw(8, hops, faults=100)


def test_each_hop_meets_each_fault_before_any_meets_one_twice():
    hops = {Hop("consumer", operation): 40 for operation in CALLS}
    met = Counter((rule.hop, rule.fault) for rule in draw(7, hops, faults=2 + 7 * len(CALLS)))
    assert set(met.values()) == {1}
    assert Counter(fault for _, fault in met)[Fault.SILENCE] == 2
