"""What is written down of parts is read as it was, to the last bit."""

from datetime import UTC, datetime, timedelta
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from linli.aggregates import form
from linli.aggregates.folding import DAY, MINUTE, by, of
from linli.aggregates.model import Part
from linli.points import Point, ordered

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
HOLDS = timedelta(seconds=90)
VALUES = st.floats(allow_nan=False, allow_infinity=False, width=64).filter(lambda x: abs(x) < 1e300)
SAMPLES = st.builds(
    lambda ticks, x: Point(at=NOON + timedelta(microseconds=ticks), measures={"x": x}),
    st.integers(0, 3_600_000_000 - 1),
    VALUES,
)


def one_by_one(stream):
    alone = [of([(p.at, p.measures["x"])], HOLDS.total_seconds()) for p in ordered(stream)]
    return reduce(Part.then, alone)


@given(stream=st.lists(SAMPLES, min_size=1, max_size=20))
def test_samples_folded_at_once_are_those_merged_one_by_one(stream):
    assert by(stream, DAY, HOLDS)["x"] == [one_by_one(stream)]


@given(stream=st.lists(SAMPLES, min_size=1, max_size=20))
def test_what_is_written_is_read_to_the_last_bit(stream):
    minutes = by(stream, MINUTE, HOLDS)
    read = form.read(form.written(minutes, NOON), NOON, HOLDS.total_seconds())
    assert read == minutes
    assert [reduce(Part.then, read["x"])] == by(stream, DAY, HOLDS)["x"]
