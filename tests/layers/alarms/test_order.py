"""Alarms are what the samples say in event time, however they came."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.alarms.running import evaluate, run
from linli.alarms.state import NOTHING, Around, State, Window
from linli.points import Point, ordered

from .streams import MEASURES, RULES, STREAMS, Thing, at, bare, point, points

each_rule = pytest.mark.parametrize("name", RULES)
LAST = 90  # minutes: all that is measured is measured before


def alarms(rule, stream, now=LAST):
    return evaluate(rule, "tank-1", stream, at(now)).alarms


@each_rule
@settings(deadline=None, max_examples=12)
@given(stream=STREAMS, data=st.data())
def test_in_any_order_and_however_often_the_alarms_are_those_of_the_stream_in_order(
    name, stream, data
):
    again = data.draw(st.lists(st.sampled_from(stream), max_size=10)) if stream else []
    mixed = data.draw(st.permutations(stream + again))
    assert alarms(RULES[name], mixed) == alarms(RULES[name], ordered(stream))


@each_rule
@settings(deadline=None, max_examples=12)
@given(stream=STREAMS, cut=st.integers(0, LAST * 4))
def test_told_in_two_parts_it_comes_to_the_same(name, stream, cut):
    rule, known = RULES[name], ordered(stream)
    half = run(rule, State(), [one for one in known if one.at <= at(cut / 4)], at(cut / 4))
    whole = run(rule, State(), known, at(LAST))
    assert run(rule, half, known, at(LAST)) == whole


@pytest.mark.parametrize(
    ("values", "ended"), [((25, 5, 30), None), ((25, 5, 30, 5), at(1)), ((25, 5, 30, 5, 25), None)]
)
def test_what_goes_up_and_down_within_one_moment_is_one_alarm(values, ended):
    """Else two alarms of one onset would have one id, and one of them be overwritten."""
    same = [Point(at=at(1), seq=seq, measures={"x": value}) for seq, value in enumerate(values)]
    (alarm,) = alarms(RULES["threshold"], same)
    assert (alarm.onset, alarm.values, alarm.cleared_at, alarm.ended_at) == (
        at(1), {"x": 25}, ended, ended,
    )  # fmt: skip


def test_an_alarm_that_begins_when_another_ends_is_another():
    one, other = alarms(RULES["threshold"], [*points(25), point(1, 1, x=5), point(1, 2, x=25)])
    assert (one.ended_at, other.onset, other.ended_at) == (at(1), at(1), None)
    assert one.id != other.id


QUARTERS = st.integers(-40, 60) | st.integers(-40, 40_000)  # of a minute: late by up to 7 days
LATE = st.lists(st.tuples(QUARTERS, st.integers(0, 2), MEASURES), max_size=10)
ARRIVALS = st.lists(st.tuples(st.integers(0, 400) | st.integers(0, 9_000), LATE), max_size=8)
WINDOWS = Around(
    windows=(Window(at(10), at(20), "maintenance"), Window(at(15), at(60), "test")),
    ended=(at(7), at(80), at(300)),
)


@each_rule
@settings(deadline=None, max_examples=25)
@given(arrivals=ARRIVALS, again=st.booleans(), around=st.sampled_from([NOTHING, WINDOWS]))
def test_a_thing_that_evaluates_only_what_it_must_knows_what_the_whole_stream_says(
    name, arrivals, again, around
):
    """Batches come at any time: late by days, ahead of their time, or twice."""
    thing, now = Thing(RULES[name], around), 0
    for wait, late in arrivals:
        now += wait / 4
        batch = [
            Point(at=at(now - back / 4), seq=seq, measures=measures) for back, seq, measures in late
        ]
        for _ in range(1 + again):
            thing.hear(batch, at(now))
    thing.wake(at(now + 60))
    whole = evaluate(RULES[name], "tank-1", thing.stored, at(now + 60), around=around)
    assert bare(thing.standing) == bare(whole.alarms)
    names = [one.alarm.id for one in (*thing.past, *thing.known)]
    assert len(names) == len(set(names))
    assert len(thing.states) <= 4


@each_rule
@settings(deadline=None, max_examples=12)
@given(stream=STREAMS)
def test_what_comes_in_order_is_told_by_the_names_its_causes_give_it_and_never_corrected(
    name, stream
):
    thing = Thing(RULES[name])
    for one in ordered(stream):
        thing.hear([one], one.at)
    thing.wake(at(LAST))
    assert thing.standing == list(alarms(RULES[name], stream))
    told = {news.what for news in thing.news}
    moments = [one.at for one in ordered(stream)]
    if len(set(moments)) == len(moments):  # else the second of a moment comes late
        assert not told & {"corrected", "withdrawn"}
