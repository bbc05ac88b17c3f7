"""Who lost the broker together does not come back together."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from linli.rows import read
from operate.fleet.backoff import LEAST, LONGEST, TAKEN, Backoff

fleets = st.integers(1, 5_000_000)


@given(fleets)
def test_the_first_attempts_of_a_fleet_are_as_many_in_a_second_as_the_broker_takes(things):
    backoff = Backoff.of(things)
    assert backoff.first == max(LEAST, things / TAKEN)
    assert things / backoff.first <= TAKEN * (1 + 1e-9)


@given(fleets, st.integers(0, 500), st.integers())
def test_a_wait_is_anywhere_below_its_ceiling(things, tried, seed):
    backoff = Backoff.of(things)
    dice = Random(seed)  # noqa: S311 - no secret
    assert 0 <= backoff.wait(tried, dice) <= backoff.ceiling(tried)


@given(fleets, st.integers(1, 500))
def test_after_the_first_nobody_waits_longer_than_the_longest(things, tried):
    backoff = Backoff.of(things)
    assert backoff.ceiling(tried) <= LONGEST
    assert backoff.ceiling(tried) <= backoff.ceiling(tried + 1)


def test_of_ten_thousand():
    backoff = Backoff.of(10_000)
    assert [backoff.ceiling(tried) for tried in range(6)] == [20, 40, 80, 160, 300, 300]
    numbers = {one["id"]: one["value"] for one in read("devices", "rules/numbers")}
    told = numbers["reconnect-first"], numbers["reconnect-longest"]
    assert told == backoff  # what the city tells its devices


@given(fleets)
def test_the_sdk_never_cuts_the_first_wait(things):
    least, longest = Backoff.of(things).milliseconds()
    assert least <= longest
    assert longest >= 1000 * LONGEST
