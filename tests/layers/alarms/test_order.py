"""Alarms are what the samples say in event time, however they came."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.alarms.running import evaluate, run
from linli.alarms.state import State
from linli.points import ordered

from .streams import RULES, STREAMS, Thing, at, bare

each_rule = pytest.mark.parametrize("name", RULES)
LAST = 90  # minutes: all that is measured is measured before


def alarms(rule, stream, now=LAST):
    return evaluate(rule, "tank-1", stream, at(now)).alarms


@each_rule
@settings(deadline=None, max_examples=40)
@given(stream=STREAMS, data=st.data())
def test_in_any_order_and_however_often_the_alarms_are_those_of_the_stream_in_order(
    name, stream, data
):
    again = data.draw(st.lists(st.sampled_from(stream), max_size=10)) if stream else []
    mixed = data.draw(st.permutations(stream + again))
    assert alarms(RULES[name], mixed) == alarms(RULES[name], ordered(stream))


@each_rule
@settings(deadline=None, max_examples=40)
@given(stream=STREAMS, cut=st.integers(0, LAST * 4))
def test_told_in_two_parts_it_comes_to_the_same(name, stream, cut):
    rule, known = RULES[name], ordered(stream)
    half = run(rule, State(), [one for one in known if one.at <= at(cut / 4)], at(cut / 4))
    whole = run(rule, State(), known, at(LAST))
    assert run(rule, half, known, at(LAST)) == whole


@each_rule
@settings(deadline=None, max_examples=80)
@given(
    arrivals=st.lists(st.tuples(st.integers(0, 400), STREAMS), max_size=6),
    again=st.booleans(),
)
def test_a_thing_that_evaluates_only_what_it_must_knows_what_the_whole_stream_says(
    name, arrivals, again
):
    """Batches come at any time: late by hours, ahead of their time, or twice."""
    thing = Thing(RULES[name])
    now = 0
    for wait, batch in arrivals:
        now += wait / 4
        thing.hear(batch, at(now))
        if again:
            thing.hear(batch, at(now))
    now = max(now, LAST)
    thing.wake(at(now))
    assert bare(thing.standing) == bare(alarms(RULES[name], thing.stored, now))
    names = [one.alarm.id for one in thing.known]
    assert len(names) == len(set(names))


@each_rule
@settings(deadline=None, max_examples=40)
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
