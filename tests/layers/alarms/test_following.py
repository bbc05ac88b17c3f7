"""What is kept of all alarms of a thing is enough to know them, however the samples come."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from linli.alarms import following, reevaluating
from linli.alarms.followed import Followed, Thing
from linli.alarms.inside import Inside
from linli.alarms.running import evaluate
from linli.alarms.state import NOTHING, Window
from linli.points import Point, ordered

from .streams import MEASURES, RULES, STREAMS, at, bare, over, point, points, rule, step

KNOWN = TypeAdapter(dict[str, Followed])
FLAT = [name for name, one in RULES.items() if name not in ("change", "rise")]
each_rule = pytest.mark.parametrize("name", RULES)


class Followers:
    """A thing that stores all, is told of what is not calm, and wakes when something is due."""

    def __init__(self, *rules, windows=()):
        self.thing = Thing("tank-1", rules, tuple(windows))
        self.inside = Inside(rules)
        self.known, self.stored, self.news, self.over = {}, [], [], []
        self.counted = []  # of those stored
        self.due, self.loads = None, 0

    def past(self, after):
        self.loads += 1
        return [one for one in self.stored if one.at > after]

    def hear(self, batch, now):
        self.counted += self.changeable(batch, "at")
        calm = self.inside(batch)
        if not calm or following.needs_fold(self.known, self.thing, batch):
            self.take(following.hear(self.known, self.thing, batch, now, self.past))
        self.stored += batch
        if not calm:
            since = min((one.at for one in batch), default=now)
            self.take(following.again(self.known, self.thing, since, now, self.past))

    def wake(self, now):
        while self.due and self.due <= now:
            self.take(following.wake(self.known, self.thing, max(self.due, at(0)), self.past))

    def take(self, change):
        self.known = KNOWN.validate_json(KNOWN.dump_json(dict(change.after)))
        self.news += [(one.name, one.news.what) for one in change.news]
        self.over += change.over
        self.due = change.due

    @property
    def standing(self):
        told = [*self.over, *(one for kept in self.known.values() for one in kept.told)]
        alarms = [one.alarm for one in told if not one.withdrawn]
        return sorted(alarms, key=lambda alarm: alarm.onset)

    def changeable(self, alarms, when="onset"):
        """Those after the cut, up to which samples change nothing: there were too many to keep."""
        cut = max((one.cut for one in self.known.values() if one.cut), default=None)
        return [one for one in alarms if cut is None or getattr(one, when) > cut]


QUARTERS = st.integers(-40, 60) | st.integers(-40, 40_000)  # of a minute: late by up to 7 days
LATE = st.lists(st.tuples(QUARTERS, st.integers(0, 2), MEASURES), max_size=10)
ARRIVALS = st.lists(st.tuples(st.integers(0, 400) | st.integers(0, 9_000), LATE), max_size=8)
WINDOWS = (Window(at(10), at(20), "maintenance"), Window(at(15), at(60), "test"))


@each_rule
@settings(deadline=None, max_examples=6)
@given(arrivals=ARRIVALS, twice=st.booleans(), windows=st.sampled_from([(), WINDOWS]))
def test_what_is_kept_comes_to_what_the_whole_stream_says(name, arrivals, twice, windows):
    followers, now = Followers(RULES[name], windows=windows), 0
    for wait, late in arrivals:
        now += wait / 4
        followers.wake(at(now))
        batch = [
            Point(at=at(now - back / 4), seq=seq, measures=measures) for back, seq, measures in late
        ]
        for _ in range(1 + twice):
            followers.hear(batch, at(now))
    followers.wake(at(now + 60))
    around = NOTHING._replace(windows=tuple(windows))
    whole = evaluate(RULES[name], "tank-1", followers.counted, at(now + 60), around=around)
    assert bare(followers.changeable(followers.standing)) == bare(
        followers.changeable(whole.alarms)
    )


@settings(deadline=None, max_examples=6)
@given(stream=STREAMS)
def test_many_rules_of_a_thing_are_followed_at_once(stream):
    rules = [one.model_copy(update={"id": name}) for name, one in RULES.items()]
    followers = Followers(*rules)
    for one in ordered(stream):
        followers.wake(one.at)
        followers.hear([one], one.at)
    followers.wake(at(90))
    for one in rules:
        alone = evaluate(one, "tank-1", stream, at(90)).alarms
        told = followers.known[one.id].told if one.id in followers.known else ()
        known = [kept.alarm for kept in told if not kept.withdrawn]
        assert bare(known) == bare(alone), one.id


@pytest.mark.parametrize("name", FLAT)
def test_a_calm_sample_of_a_thing_that_is_well_loads_nothing(name):
    followers = Followers(RULES[name])
    followers.hear([point(0, x=15, y=5)], at(0)) if name.startswith("absence") else None
    before = followers.loads
    calm = {"x": 15 if name in {"below", "any"} else 5, "y": 5}
    for minute in range(1, 5):
        followers.hear([point(minute, seq=minute, **calm)], at(minute))
    assert followers.loads == before


def test_an_absence_costs_one_look_a_stretch_and_is_never_told_of_what_was_only_late():
    followers = Followers(RULES["absence"])
    for minute in range(60):
        followers.wake(at(minute))
        followers.hear([point(minute + 0.5, seq=minute)], at(minute + 0.5))
    assert followers.news == []
    assert followers.loads <= 1 + 60 // 4
    followers.wake(at(70))
    assert followers.news == [("R", "raised")]
    late = [point(minute + 0.5, seq=minute) for minute in range(60, 71)]
    followers.hear(late, at(71))
    assert followers.news[1:] == [("R", "withdrawn")]


def test_people_end_what_does_not_clear_by_itself():
    followers = Followers(RULES["stays"])
    followers.hear(points(25, 0), at(2))
    [alarm] = followers.standing
    assert alarm.cleared_at == at(1)
    assert alarm.ended_at is None
    end = (followers.known, followers.thing, alarm.id, at(5), at(5), followers.past)
    followers.take(following.end(*end))
    [alarm] = followers.standing
    assert alarm.ended_at == at(5)
    followers.hear([point(6, x=25)], at(6))
    assert len(followers.standing) == 2


def test_what_is_not_calm_is_not_ended_by_people():
    followers = Followers(RULES["stays"])
    followers.hear(points(25), at(2))
    [alarm] = followers.standing
    end = (followers.known, followers.thing, alarm.id, at(5), at(5), followers.past)
    followers.take(following.end(*end))
    followers.hear([point(6, x=0)], at(6))
    [alarm] = followers.standing
    assert alarm.ended_at is None


def test_a_rule_that_is_no_more_withdraws_what_it_told():
    followers = Followers(RULES["threshold"])
    followers.hear(points(25), at(1))
    followers.thing = Thing("tank-1", ())
    followers.take(following.wake(followers.known, followers.thing, at(2), followers.past))
    assert followers.news == [("R", "raised"), ("R", "withdrawn")]
    assert followers.known == {}


def test_a_rule_that_was_changed_goes_on_with_the_alarm_that_it_still_tells_of():
    followers = Followers(RULES["threshold"])
    followers.hear(points(25), at(1))
    [first] = followers.standing
    followers.thing = Thing("tank-1", (rule(step(over(10)), step(over(24), 2)),))
    followers.hear([point(3, seq=3, x=26)], at(3))
    [alarm] = followers.standing
    assert (alarm.id, alarm.level) == (first.id, 2)


def test_alarms_that_come_too_often_do_not_fill_the_row_and_are_told_once():
    followers = Followers(RULES["threshold"])
    for minute in range(0, 400, 2):
        now = at(minute + 1)
        followers.hear([point(minute, x=25), point(minute + 1, x=0)], now)
    assert len(followers.known["R"].told) <= reevaluating.MOST
    assert len(KNOWN.dump_json(followers.known)) < 16_000
    assert followers.news.count(("R", "raised")) == 200
    told = len(followers.news)
    followers.hear([point(10, x=25)], at(400))  # late, in what was over
    assert len(followers.news) == told
    assert len({alarm.onset for alarm in followers.standing}) == 200


def test_what_two_messages_say_together_is_known_though_each_was_heard_alone():
    followers = Followers(RULES["rise"])
    thing, past = followers.thing, lambda _: []
    for one in (point(0, x=5), point(1, x=21)):  # at once, by two workers
        assert not following.hear({}, thing, [one], at(1), past).news
        followers.stored.append(one)
    followers.take(following.again({}, thing, at(0), at(1), followers.past))
    assert followers.news == [("R", "raised")]


def test_no_more_is_kept_of_a_change_that_came_to_nothing():
    followers = Followers(RULES["rise"])
    for minute in range(30):
        followers.hear([point(minute, seq=minute, x=minute % 3)], at(minute))
    assert followers.known == {}


def test_what_is_ahead_is_due_then():
    followers = Followers(RULES["threshold"])
    followers.hear([point(30, x=25)], at(0))
    assert (followers.news, followers.due) == ([], at(30))
    followers.wake(at(31))
    assert followers.news == [("R", "raised")]
    assert followers.standing[0].onset == at(30)


def test_a_window_that_ends_is_a_time_at_which_something_is_due():
    work = Window(at(0), at(0) + timedelta(minutes=30), "maintenance")
    followers = Followers(RULES["threshold"], windows=[work])
    followers.hear([point(5, x=25)], at(5))
    assert (followers.news, followers.due) == ([], at(30))
    followers.wake(at(30))
    assert followers.news == [("R", "raised")]


def test_what_people_ended_is_over_up_to_then_whatever_comes_late():
    followers = Followers(RULES["stays"])
    followers.hear(points(25, 0), at(2))
    [alarm] = followers.standing
    followers.known = dict(following.over(followers.known, alarm.id, at(1)))
    told = len(followers.news)
    followers.hear([point(0.5, seq=9, x=30)], at(9))
    assert len(followers.news) == told
    followers.hear([point(1.5, seq=10, x=25)], at(10))
    assert followers.news[told:] == [("R", "raised")]


@pytest.mark.parametrize("now", [9, 8.5], ids=["at that moment", "by a clock that is ahead"])
def test_what_people_ended_says_nothing_though_it_was_measured_just_then(now):
    followers = Followers(RULES["threshold"])
    followers.hear([point(minute, seq=minute, x=25) for minute in (0, 9)], at(9))
    [alarm] = followers.standing
    followers.known = dict(following.over(followers.known, alarm.id, at(9)))
    told = len(followers.news)
    followers.hear([point(9, seq=10, x=30)], at(now))
    followers.wake(at(9.5))
    assert followers.news[told:] == []
    followers.hear([point(10, seq=11, x=25)], at(10))
    assert followers.news[told:] == [("R", "raised")]


def test_where_samples_are_kept_no_more_it_is_told_on_from_a_state_that_knew_them():
    followers = Followers(RULES["threshold"])
    for minute in range(0, 90, 10):
        followers.hear([point(minute, seq=minute, x=25)], at(minute))
        followers.hear([point(minute + 5, seq=minute + 5, x=0)], at(minute + 5))
    followers.known = dict(following.cut(followers.known, at(30)))
    followers.stored = [one for one in followers.stored if one.at > at(30)]
    told = len(followers.news)
    followers.hear([point(20, seq=99, x=30)], at(90))
    assert len(followers.news) == told
