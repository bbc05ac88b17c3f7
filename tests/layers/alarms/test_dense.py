"""Of a thing that measures very often, a late sample is told by the last of what was kept."""

from copy import deepcopy
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.alarms import following, reevaluating
from linli.points import TooMany

from .streams import RULES, VALUES, at, over, point, rule, step
from .test_following import Followers

MOST = 50


class Dense(Followers):
    """It holds no more than MOST samples at once."""

    def past(self, after):
        self.loads += 1
        newer = sorted((one for one in self.stored if one.at > after), key=lambda one: one.at)
        if len(newer) > MOST:
            raise TooMany(newer[-MOST].at)
        return newer


def steady(n=400):
    """As one that measures each minute, and of which all is well."""
    made = Dense(RULES["threshold"])
    made.stored += [point(minute, seq=minute, x=5) for minute in range(n)]
    return made


def hear(one, minute, value, now):
    one.hear([point(minute, seq=10_000, x=value)], at(now))
    return [(told.onset, told.ended_at) for told in one.standing]


def test_what_is_late_and_near_is_told_by_all_that_came_since():
    one = steady()
    assert hear(one, 370.5, 25, 400) == [(at(370.5), at(371))]
    assert one.known["R"].cut is None


def test_what_is_late_and_far_is_not_told_and_it_is_said_up_to_where():
    one = steady()
    assert hear(one, 10.5, 25, 400) == []
    assert one.known["R"].cut == at(350)
    loads = one.loads
    assert hear(one, 20.5, 25, 400) == []
    assert one.loads - loads == 1  # of few
    assert hear(one, 399.5, 25, 400) == [(at(399.5), None)]


def test_an_alarm_that_stands_for_long_stands_on_under_its_name():
    one = steady(100)
    hear(one, 100, 25, 100)
    [before] = one.standing
    for minute in range(101, 400):
        one.hear([point(minute, seq=minute, x=25)], at(minute))
    assert hear(one, 10.5, 25, 400) == [(at(100), None)]
    assert [told.id for told in one.standing] == [before.id]
    assert hear(one, 401, 5, 401) == [(at(100), at(401))]


def test_an_alarm_that_is_over_is_not_told_again():
    one = steady(100)
    hear(one, 100, 25, 100)
    for minute in range(101, 400):
        one.hear([point(minute, seq=minute, x=25 if minute < 360 else 5)], at(minute))
    assert hear(one, 10.5, 25, 400) == [(at(100), at(360))]
    assert [what for _, what in one.news] == ["raised", "cleared", "ended"]


@cache
def calm(name):
    """Two hours of a thing of which all is well: heard once, of which each example gets a copy."""
    one = Dense(RULES[name])
    for minute in range(120):
        one.hear([point(minute, seq=minute, x=5, y=5)], at(minute))
    return one


@pytest.mark.parametrize("name", RULES)
@settings(deadline=None, max_examples=20)
@given(late=st.lists(st.tuples(st.integers(0, 900), VALUES, st.booleans()), max_size=12))
def test_however_late_what_comes_is_no_alarm_is_two_and_none_is_open_twice(name, late):
    one = deepcopy(calm(name))
    for n, (back, value, is_late) in enumerate(late):
        now = 120 + n
        one.wake(at(now))
        one.hear([point(now, seq=now, x=5 if is_late else value, y=5)], at(now))
        if is_late:
            one.hear([point(max(now - back / 4, 0), seq=1000 + n, x=value, y=5)], at(now))
    known = [told.alarm for kept in one.known.values() for told in kept.told if not told.withdrawn]
    assert len({alarm.id for alarm in known}) == len(known)
    assert sum(alarm.ended_at is None for alarm in known) <= 1


def test_that_the_last_are_too_many_still_is_known_once_they_are_read():
    """Of packs that span long, which come last."""
    one, past = steady(), Dense.past

    def wide(after):
        if at(350) <= after < at(360):
            one.loads += 1
            raise TooMany(at(360))
        return past(one, after)

    one.past = wide
    assert hear(one, 10.5, 25, 400) == []
    assert (one.known["R"].cut, one.loads) == (at(360), 3)


def test_what_never_gets_less_is_no_loop():
    one = steady()
    one.past = lambda after: (_ for _ in ()).throw(TooMany(at(350)))
    with pytest.raises(TooMany):
        hear(one, 10.5, 25, 400)


def test_up_to_where_nothing_counts_is_never_told_less_than_it_is(monkeypatch):
    monkeypatch.setattr(reevaluating, "MOST", 100)
    one = steady(350)
    for minute in range(350, 400):
        one.hear([point(minute, seq=minute, x=5 if minute % 2 else 25)], at(minute))
    assert one.known["R"].cut is None
    monkeypatch.setattr(reevaluating, "MOST", 3)
    hear(one, 10.5, 25, 400)
    assert one.known["R"].cut == one.known["R"].states[0].at == at(400)


GRAVE = rule(step(over(10)), step(over(20), 2, clears=False))


def dense(n=400):
    made = Dense(GRAVE)
    made.stored += [point(minute, seq=minute, x=5) for minute in range(n)]
    return made


def test_what_people_must_end_is_told_though_all_since_is_too_much_to_be_told_again():
    one = dense()
    assert hear(one, 10.5, 25, 400) == [(at(10.5), None)]
    [alarm] = one.standing
    hear(one, 10.5, 25, 401)  # once more
    hear(one, 20.5, 12, 402)  # and what else is late
    hear(one, 403, 5, 403)
    assert [(told.id, told.level, told.ended_at) for told in one.standing] == [(alarm.id, 2, None)]
    assert [what for _, what in one.news].count("raised") == 1
    one.take(following.end(one.known, one.thing, alarm.id, at(404), at(404), one.past))
    assert [told.ended_at for told in one.standing] == [at(404)]
    hear(one, 30.5, 25, 405)  # from before it was ended
    assert [told.ended_at for told in one.standing] == [at(404)]


def test_so_is_what_comes_after_something_else_was_too_much():
    one = dense()
    assert hear(one, 10.5, 12, 400) == []  # which ends by itself
    assert hear(one, 20.5, 25, 401) == [(at(20.5), None)]
    assert hear(one, 402, 5, 402) == [(at(20.5), None)]
    assert hear(one, 15.5, 12, 403) == [(at(20.5), None)]
