"""Sums are the same in whatever order hazards are over; months are those of the wall."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from functions.facilities.insights import rules
from functions.facilities.insights.model import Figure, Outcome, Spent
from functions.facilities.insights.views import shown
from functions.facilities.ledger.model import LedgerFact

BEGAN = datetime(2026, 11, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
HERE = "140105001001"


def fact(kind, hours):
    about = {"seq": 1, "hazard_id": "x", "community": HERE, "kind": kind, "state": "open"}
    return LedgerFact.model_validate({**about, "at": BEGAN + hours * HOUR})


def outcome(**more):
    about = {"hazard_id": "x", "number": "1", "community": HERE, "month": "2026-11"}
    about |= {"category": "other", "severity": "major", "found_by": "report"}
    return Outcome.model_validate({**about, "found_at": BEGAN, "closed_at": BEGAN, **more})


def figure():
    return rules.empty(outcome(), "all", "")


def test_each_step_lasts_from_the_one_before_and_a_repair_given_back_counts_to_the_last():
    steps = [("found", 0), ("assigned", 2), ("repaired", 5), ("returned", 6), ("repaired", 9)]
    steps += [("verified", 10), ("closed", 12)]
    facts = [fact(*step) for step in steps]
    spent = rules.spent(BEGAN, facts, BEGAN + 12 * HOUR)
    hours = {step: seconds // 3600 for step, seconds in spent.items()}
    assert hours == {"assign": 2, "repair": 7, "verify": 1, "close": 2, "whole": 12}


def test_what_a_sensor_settled_went_through_no_step():
    spent = rules.spent(BEGAN, [fact("found", 0), fact("closed", 3)], BEGAN + 3 * HOUR)
    assert spent == {"whole": 3 * 3600}


def test_what_reads_older_than_it_was_found_takes_no_less_than_nothing():
    assert rules.spent(BEGAN, [fact("assigned", -1)], BEGAN)["assign"] == 0


@pytest.mark.parametrize("order", list(permutations((0, 10, 40))))
def test_the_time_between_hazards_is_the_same_in_any_order(order):
    stretch, total = None, Spent()
    for hours in order:
        stretch, between = rules.stretch(stretch, "EL-001", BEGAN + hours * HOUR)
        total = Spent(n=total.n + between.n, seconds=total.seconds + between.seconds)
    assert total == Spent(n=2, seconds=40 * 3600)


def test_nothing_is_divided_by_nothing():
    empty = shown(figure())
    assert (empty.late_share, empty.repeat_share, empty.mean_cost) == (None, None, None)
    assert empty.between.mean_seconds is None
    assert {mean.mean_seconds for mean in empty.spent.values()} == {None}


def test_shares_and_means_are_of_what_is_known():
    of: Figure = figure()
    for one in (
        outcome(late=True, cost=500, spent={"whole": 100}),
        outcome(repeat=True, spent={"whole": 300}),
        outcome(cost=0),
        outcome(rejected=True, late=True),
    ):
        of = rules.add(of, one, Spent())
    seen = shown(of)
    assert (seen.hazards, seen.rejected, seen.late, seen.repeats) == (3, 1, 1, 1)
    assert (seen.late_share, seen.cost, seen.mean_cost) == (0.3333, 500, 250)
    assert (seen.spent["whole"].n, seen.spent["whole"].mean_seconds) == (2, 200)


def test_a_month_is_that_of_the_wall():
    assert rules.month(datetime(2026, 11, 30, 15, 59, tzinfo=UTC)) == "2026-11"
    assert rules.month(datetime(2026, 11, 30, 16, tzinfo=UTC)) == "2026-12"


def test_what_is_not_known_of_a_hazard_is_no_place():
    assert rules.places(outcome()) == [("all", "")]
    every = outcome(kind="elevator", maker="晋安", asset_id="EL-001")
    assert [by for by, _ in rules.places(every)] == ["all", "kind", "maker", "asset"]
