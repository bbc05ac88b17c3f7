"""What moved goes out, what did not move waits for its time, and some go out together."""

from datetime import UTC, datetime, timedelta

import pytest

from operate.fleet.pace import Pace, Reporter

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def heard(pace, truth, seconds=3600):
    """What goes out: when, and how many samples."""
    reporter, out = Reporter(pace), []
    for second in range(0, seconds, int(pace.looks)):
        now = NOON + timedelta(seconds=second)
        if samples := reporter.see(truth(second), now):
            out.append((second, [sample["measures"]["a"] for sample in samples]))
    return out


def test_what_does_not_move_is_said_as_often_as_it_must_be():
    out = heard(Pace(looks=60, least=600, moves={"a": 2}), lambda _: {"a": 5.0})
    assert out == [(n * 600, [5.0]) for n in range(6)]


def test_a_look_that_comes_a_moment_early_is_in_time():
    reporter = Reporter(Pace(looks=60, least=60, moves={"a": 1}))
    looks = [NOON + timedelta(seconds=n * 59.9) for n in range(10)]
    assert all(reporter.see({"a": 0.0}, now) for now in looks)


def test_what_moved_far_enough_since_it_was_said_is_said_at_once():
    out = heard(Pace(looks=60, least=3000, moves={"a": 2}), lambda s: {"a": s // 600 * 1.0})
    assert out == [(0, [0.0]), (1200, [2.0]), (2400, [4.0])]


def test_what_is_not_named_moves_nothing():
    out = heard(Pace(looks=60, least=6000, moves={"b": 1}), lambda s: {"a": float(s), "b": 1.0})
    assert out == [(0, [0.0])]


def test_samples_go_out_together_when_they_are_a_pack():
    out = heard(Pace(looks=60, least=60, pack=10, waits=3000), lambda s: {"a": s / 60})
    assert [second for second, _ in out] == [n * 600 for n in range(6)]
    assert [n for _, some in out for n in some] == [float(n) for n in range(51)]


def test_the_oldest_waits_no_longer_than_it_may():
    pace = Pace(looks=60, least=600, moves={"a": 1}, pack=10, waits=900)
    out = heard(pace, lambda _: {"a": 1.0})
    assert [second for second, _ in out] == [0, 1500, 2700]
    assert [len(some) for _, some in out] == [1, 2, 2]


@pytest.mark.parametrize(
    ("pace", "calm", "most"),
    [
        (Pace(looks=10, least=300, moves={"a": 1}), 1 / 300, 1 / 10),
        (Pace(looks=60, least=60), 1 / 60, 1 / 60),
        (Pace(looks=60, least=300, moves={"a": 1}, pack=10, waits=540), 1 / 540, 1 / 540),
        (Pace(looks=6, least=300, moves={"a": 1}, pack=10, waits=540), 1 / 540, 1 / 60),
        (Pace(looks=60, least=900, moves={"a": 1}, pack=10, waits=300), 1 / 900, 1 / 300),
    ],
)
def test_what_is_planned_is_not_less_than_what_goes_out(pace, calm, most):
    assert pace.rate(calm=True) == pytest.approx(calm)
    assert pace.rate() == pytest.approx(most)
    day = 24 * 3600
    moving = heard(pace, lambda s: {"a": float(s)}, day)
    still = heard(pace, lambda _: {"a": 0.0}, day)
    assert len(moving) <= day * most + 1
    assert len(still) <= day * calm + 1
