"""Minutes, quarters, hours and days of a measure: exact, in any grouping, and right once late."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.aggregates.folding import DAY, HOUR, MINUTE, QUARTER, begin, by, wider
from linli.aggregates.model import Edge, Part
from linli.aggregates.summing import summary
from linli.points import Point, ordered

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)  # by the clock on the wall
HOLDS = timedelta(seconds=90)
VALUES = st.floats(-1e6, 1e6, allow_nan=False)
SAMPLES = st.builds(
    lambda second, seq, x: Point(at=NOON + timedelta(seconds=second), seq=seq, measures={"x": x}),
    st.integers(0, 7_199),
    st.integers(0, 2),
    VALUES,
)
STREAMS = st.lists(SAMPLES, max_size=25)


def points(*values, every=60):
    each = enumerate(values)
    return [
        Point(at=NOON + timedelta(seconds=n * every), seq=n, measures={"x": value})
        for n, value in each
        if value is not None
    ]


def parts(stream, width=MINUTE, holds=HOLDS):
    return by(stream, width, holds).get("x", [])


def part(stream, holds=HOLDS):
    """Of all samples: they are of one day."""
    return next(iter(parts(stream, DAY, holds)), None)


@given(stream=STREAMS, data=st.data())
def test_in_any_order_and_however_often_the_parts_are_the_same(stream, data):
    again = data.draw(st.lists(st.sampled_from(stream), max_size=9)) if stream else []
    assert parts(data.draw(st.permutations(stream + again))) == parts(stream)


@given(stream=st.lists(SAMPLES, min_size=3, max_size=25), data=st.data())
def test_merging_is_associative(stream, data):
    known = ordered(stream)
    first = data.draw(st.integers(1, max(len(known) - 2, 1)))
    second = data.draw(st.integers(first, len(known)))
    cut = (known[:first], known[first:second], known[second:])
    some = [one for one in (part(own) for own in cut) if one]
    if len(some) == 3:
        a, b, c = some
        assert a.then(b).then(c) == a.then(b.then(c)) == part(stream)


@given(stream=STREAMS)
def test_hours_of_quarters_of_minutes_are_those_of_the_samples(stream):
    minutes = by(stream, MINUTE, HOLDS)
    assert wider(wider(minutes, QUARTER), HOUR) == wider(minutes, HOUR) == by(stream, HOUR, HOLDS)


@given(stream=STREAMS)
def test_an_hour_is_computed_from_its_own_samples(stream):
    """So that a late sample needs no other hour to be computed again."""
    for start in {begin(one.at, HOUR) for one in stream}:
        own = [one for one in stream if begin(one.at, HOUR) == start]
        known = [one for one in parts(stream) if begin(one.first.at, HOUR) == start]
        assert parts(own) == known


@given(
    stream=st.lists(SAMPLES, min_size=1, max_size=25),
    before=st.none() | st.tuples(st.integers(1, 200), VALUES),
)
def test_the_weighted_mean_is_that_of_each_second_that_was_spoken_for(stream, before):
    own = [one for one in stream if begin(one.at, HOUR) == NOON]
    if not (found := part(own)):
        return
    edge = Edge(NOON - timedelta(seconds=before[0]), before[1]) if before else None
    shown = summary(found, NOON, HOUR, edge)
    told = ([(-before[0], before[1])] if before else []) + [
        (int((one.at - NOON).total_seconds()), one.measures["x"]) for one in ordered(own)
    ]
    seconds = [[v for s, v in told if s <= now][-1:] for now in range(3_600)]
    near = [[s for s, _ in told if now - HOLDS.total_seconds() < s <= now] for now in range(3_600)]
    spoken = [v[0] for v, s in zip(seconds, near, strict=True) if s]
    mean = float(sum(map(Fraction, spoken)) / len(spoken)) if spoken else None
    assert shown.weighted == mean
    assert shown.missing == 3_600 - len(spoken)


def test_a_gap_is_where_nothing_was_said_for_longer_than_a_sample_speaks_for():
    found = part(points(10, 20, None, None, None, 30))
    shown = summary(found, NOON, QUARTER)
    assert (shown.low, shown.high, shown.count, shown.mean) == (10, 30, 3, 20)
    assert (shown.gaps, shown.missing) == (2, 150 + 510)
    assert shown.weighted == (10 * 60 + 20 * 90 + 30 * 90) / 240


def test_what_stands_at_the_beginning_was_said_before_it():
    found = part(points(None, 20))
    known = summary(found, NOON, MINUTE * 2, Edge(NOON - MINUTE, 10.0))
    assert (known.weighted, known.missing, known.gaps) == ((10 * 30 + 20 * 60) / 90, 30, 1)
    unknown = summary(found, NOON, MINUTE * 2)
    assert (unknown.weighted, unknown.missing, unknown.gaps) == (20, 60, 1)


def test_a_stretch_that_is_not_over_lasts_until_now():
    found = part(points(10))
    shown = summary(found, NOON, HOUR, now=NOON + timedelta(seconds=60))
    assert (shown.weighted, shown.missing, shown.gaps) == (10, 0, 0)


def test_days_are_those_of_the_wall():
    midnight = datetime(2026, 5, 31, 16, tzinfo=UTC)
    assert begin(NOON, DAY) == midnight
    assert begin(midnight - timedelta(microseconds=1), DAY) == midnight - DAY


def test_what_interleaves_is_not_merged():
    one, other = part(points(1, None, 3)), part(points(None, 2))
    with pytest.raises(ValueError, match="not-in-order"):
        one.then(other)
    with pytest.raises(ValueError, match="not-in-order"):
        part(points(1)).then(part(points(None, 2), timedelta(seconds=60)))


def test_a_part_is_the_same_once_stored():
    found = part(points(0.1, 0.2, 0.3))
    assert Part.model_validate_json(found.model_dump_json()) == found
    assert part([]) is None
