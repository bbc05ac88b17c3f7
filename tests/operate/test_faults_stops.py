"""The engine's stops: one between each two neighbours, none on top of another or of a fault."""

import pytest

from operate.faults import stops
from operate.faults.drawing import draw
from operate.faults.plan import STOPS, Hop, Plan

HOPS = {
    Hop("facilities-alarm", "dynamodb:TransactWriteItems"): 60,
    Hop("facilities-outbox", "events:PutEvents"): 80,
    Hop("incidents-reactions", "dynamodb:TransactWriteItems"): 60,
    Hop("incidents-reactions", "states:StartExecution"): 30,
    Hop("incidents-steps", "dynamodb:TransactWriteItems"): 60,
    Hop("incidents-steps", "dynamodb:UpdateItem"): 90,
    Hop("incidents-api", "states:SendTaskSuccess"): 120,
    Hop("notify-reactions", "dynamodb:UpdateItem"): 60,
    Hop("notify-outgoing", "dynamodb:TransactWriteItems"): 90,
}


@pytest.mark.parametrize("seed", range(20))
def test_stops_and_faults_never_meet_at_one_call(seed):
    taken = list(stops.rules(HOPS, len(stops.BETWEEN), seed))
    drawn = draw(seed, HOPS, 200, taken)
    plan = Plan([*taken, *drawn])  # refuses two faults for one call
    assert len(taken) == len(stops.BETWEEN)
    assert sum(len(calls) for calls in plan.rules.values()) >= 200


def test_few_stops_are_of_both_kinds_and_elsewhere_by_each_seed():
    every = [list(stops.rules(HOPS, 2, seed)) for seed in range(60)]
    assert all({rule.fault for rule in taken} == set(STOPS) for taken in every)
    met = {(rule.hop.caller, rule.fault) for taken in every for rule in taken}
    assert met == {(caller, fault) for _, caller, _, fault in stops.BETWEEN}


def test_a_hop_that_was_not_seen_is_told():
    few = {hop: n for hop, n in HOPS.items() if hop.caller != "facilities-outbox"}
    with pytest.raises(stops.Unreached, match="facilities-outbox"):
        list(stops.rules(few, len(stops.BETWEEN), seed=1))
