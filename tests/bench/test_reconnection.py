"""The model of `bench reconnect`: what must hold of every fleet that comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.reconnection import model
from operate.fleet.backoff import Backoff

fleets, seeds = st.integers(1, 400), st.integers(0, 2**32)
limits, outages = st.integers(1, 50), st.floats(0, 500)


def waits(fleet):
    backoff = Backoff.of(fleet)
    return [backoff.wait, model.cut_after_the_dice(backoff), model.in_step(), model.fixed(5)]


@given(fleets, seeds, limits, outages, st.integers(0, 3))
def test_everybody_comes_back_and_no_sooner_than_the_broker_can(fleet, seed, taken, down, which):
    outcome = model.run(fleet, waits(fleet)[which], seed, down, taken)
    seconds = -(-fleet // taken)  # of which the first and the last may be cut
    assert outcome.last >= max(down, seconds - 2)
    assert outcome.median - 1e-6 <= outcome.late <= outcome.last + 1e-6  # interpolated
    assert outcome.refused >= 0


@given(fleets, seeds)
def test_the_same_seed_is_the_same_herd(fleet, seed):
    wait = Backoff.of(fleet).wait
    assert model.run(fleet, wait, seed, 10.0) == model.run(fleet, wait, seed, 10.0)


def test_a_broker_that_takes_all_refuses_nobody():
    outcome = model.run(1_000, model.fixed(0), 1, taken=1_000)
    assert (outcome.refused, outcome.peak, outcome.last) == (0, 1_000, 0)


def test_in_step_only_as_many_as_are_taken_come_back_at_each_attempt():
    """By hand: 1, 3.2, 7.4, 15.6 s, with a handshake each time; the others knock in vain."""
    outcome = model.run(20, model.in_step(), 1, taken=5)
    assert outcome.last == pytest.approx(15.6)
    assert (outcome.refused, outcome.peak) == (15 + 10 + 5, 20)


@pytest.mark.parametrize("down", [0.0, 600.0])
def test_ten_thousand_are_back_soon_and_the_naive_ways_are_not(down):
    ours = model.run(10_000, Backoff.of(10_000).wait, 1, down)
    naive = model.run(10_000, model.in_step(), 1, down)
    assert ours.last - down < 301
    assert naive.last - down > 10 * (ours.last - down)
    assert naive.peak == 10_000
    assert ours.peak < 1_000


def test_the_study_found_the_same_of_fifty_thousand():
    """It says: in step 2.5 M attempts and 27,810 s (here a tenth, before a tenth of the broker);
    full jitter from a second on 313,000 and 341 s; at first within 200 s 0 refused and 200 s.
    """
    in_step = model.run(5_000, model.in_step(), 1, taken=50)
    assert 10 * in_step.attempts == pytest.approx(2_500_000, rel=0.02)
    assert in_step.last == pytest.approx(27_810, rel=0.01)
    jitter = model.run(50_000, Backoff(1.0, 300.0).wait, 1)
    assert jitter.attempts == pytest.approx(313_000, rel=0.02)
    assert jitter.last == pytest.approx(341, rel=0.15)
    apart = model.run(50_000, Backoff(200.0, 300.0).wait, 1)
    assert (apart.refused, round(apart.last)) == (0, 200)
