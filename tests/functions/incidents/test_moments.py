"""What people say of when it was, by clocks that differ."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.incidents.moments import stated
from linli.errors import Invalid

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def at(seconds):
    return NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("said", "since", "taken"),
    [
        (None, -60, 0),
        (None, 30, 30),  # the sensor's clock is ahead
        (-20, -60, -20),
        (-20, 280, 280),
        (-61, -60, -60),
        (90, -60, 0),
    ],
)
def test_it_is_between_the_beginning_and_now_though_clocks_differ(said, since, taken):
    moment = None if said is None else at(said)
    assert stated(moment, at(since), NOW, "said_at") == at(taken)


@pytest.mark.parametrize("said", [-361, 301])
def test_it_is_refused_if_no_clock_is_that_wrong(said):
    with pytest.raises(Invalid):
        stated(at(said), at(-60), NOW, "said_at")
