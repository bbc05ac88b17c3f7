"""What devices say in a drill, and which faults are planned for it."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from linli.messages import AHEAD, BEHIND, LARGEST, Message
from operate.faults.met import Met, met
from operate.faults.plan import KILLS, Hop, Plan
from operate.faults.size import LONG
from operate.faults.telemetry import load, stream

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
THINGS = {f"{kind[:2].upper()}-{n}": kind for n in range(2) for kind in stream.GAUGES}
SEEDS = [1, 2, 3]
SAID = {seed: stream.draw(THINGS, 24, 7, NOW, seed) for seed in SEEDS}


@pytest.mark.parametrize("seed", SEEDS)
def test_good_messages_are_late_and_no_more_than_a_city_takes(seed):
    good = [Message.read(one.payload) for one in SAID[seed] if not one.why]
    times = [at for one in good for at in one.times()]
    assert min(times) > NOW - BEHIND
    assert max(times) < NOW
    assert any(max(one.times()) - min(one.times()) > timedelta(hours=1) for one in good)
    assert len(times) > len({(at, one.boot) for one in good for at in one.times()})


@pytest.mark.parametrize("seed", SEEDS)
def test_bad_messages_are_bad_for_what_they_say(seed):
    bad = [one for one in SAID[seed] if one.why]
    assert len({one.why for one in bad}) == 10
    for one in bad:
        if one.why in ("too-old", "in-the-future"):
            times = Message.read(one.payload).times()
            assert max(times) > NOW + AHEAD or min(times) < NOW - BEHIND
        elif one.why in ("not-finite", "said-twice", "too-large", "maximum recursion"):
            with pytest.raises((ValueError, RecursionError), match=one.why):
                Message.read(one.payload)
    assert max(len(one.payload) for one in SAID[seed] if not one.why) < LARGEST


def test_each_message_comes_one_to_three_times_in_another_order_by_each_seed():
    times = Counter(one.payload for one in stream.deliveries(SAID[1], 1))
    assert set(times.values()) == {1, 2, 3}
    assert len(times) == len(SAID[1])
    assert stream.deliveries(SAID[1], 1) != stream.deliveries(SAID[1], 2)


def test_more_messages_than_may_overtake_each_other_are_refused():
    with pytest.raises(ValueError, match="too far behind"):
        stream.draw(THINGS, 65, 7, NOW, 1)


HOPS = {
    Hop(caller, f"dynamodb:{name}"): 60
    for caller in load.THEIRS
    for name in ("BatchGetItem", "GetItem", "Query", "TransactWriteItems", "BatchWriteItem")
}


@pytest.mark.parametrize(
    ("size", "rounds"), [(load.CI, 1), (load.LONG, LONG.rounds)], ids=["short", "long"]
)
def test_a_drill_plans_for_what_it_promises(size, rounds):
    """Each call of a plan is made, where there are so many: then it met what was promised."""
    plan = Plan(load.rules(HOPS, size, seed=1))
    for hop, rules in plan.rules.items():
        for _ in range(max(rules)):
            plan.befalls(hop)
    again = size.devices * size.messages * (sum(stream.COPIES) // len(stream.COPIES) - 1)
    assert not plan.unfired()
    found = met(plan, lambda hop: hop.caller in load.THEIRS, again, size.ends)
    assert sum([found] * rounds, Met()).covers(size.promised)


def test_in_the_short_drill_nobody_dies_whose_messages_come_back_after_minutes():
    dead = {rule.hop.caller for rule in load.rules(HOPS, load.CI, 1) if rule.fault in KILLS}
    assert dead == set(load.SOON)
