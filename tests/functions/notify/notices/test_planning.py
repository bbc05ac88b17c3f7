"""By which channel, and when; whatever the urgency, the wishes and the hour."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.notify import NoticeAsked
from functions.notify import hours, limits
from functions.notify.model import Quiet, Wishes
from functions.notify.notices import planning
from functions.notify.notices import store as notices_store
from linli.notices import Template
from linli.wall import CHINA

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)  # by the clock on the wall
NIGHT = datetime(2026, 6, 1, 19, tzinfo=UTC)  # 03:00
USUAL = Wishes(quiet=Quiet(start=time(22), until=time(7)))
WORDS = {"zh": "文", "en": "Text"}
TEMPLATE = Template(kind="info", **WORDS, brief=WORDS)


def planned(now=NOON, wishes=USUAL, *, beyond=False, **asked):
    given = {"urgency": "P1", "escalate": True, **asked}
    event = NoticeAsked(
        community="140105001001",
        at=now,
        notice_id="1",
        person="li",
        template="a.b",
        about="it#1",
        asked_by="a",
        **given,
    )
    notice = planning.ask(event, TEMPLATE, notices_store.rules(), now)
    steps = planning.plan(notice, wishes, notices_store.rules(), now)
    return planning.advance(steps, wishes, now, beyond=beyond)


def on(notice, seconds, wishes=USUAL, now=NOON, *, beyond=False):
    return planning.advance(notice, wishes, now + timedelta(seconds=seconds), beyond=beyond)


def channels(notice):
    return [attempt.channel for attempt in notice.news.attempts]


def coming(notice):
    return [(step.channel, (step.at - NOON).total_seconds()) for step in notice.steps]


def test_p1_at_noon_is_an_sms_a_call_and_then_nobody_has_heard():
    notice = planned()
    assert channels(notice) == ["sms"]
    assert coming(notice) == [("voice", 60), ("unheard", 120)]
    assert notice.due == NOON + timedelta(seconds=60)
    assert on(notice, 59) == notice
    called = on(notice, 60)
    assert channels(called) == ["sms", "voice"]
    over = on(called, 120)
    assert (over.why, over.due, over.steps) == ("undelivered", over.expires_at, ())
    assert over.news.events[-1].name() == "NoticeUnheard"


def test_one_that_rings_is_called_at_once_where_it_is_called_at_all():
    notice = planned(rings=True)
    assert channels(notice) == ["sms", "voice"]
    assert coming(notice) == [("unheard", 120)]
    assert channels(planned(rings=True, urgency="P3")) == []


def test_a_sweeper_that_was_away_takes_all_steps_and_says_once_that_nobody_heard():
    over = on(planned(), 3_600)
    assert channels(over) == ["sms", "voice"]
    assert [event.name() for event in over.news.events].count("NoticeUnheard") == 1


def test_what_was_delivered_and_not_read_is_unread():
    notice = planned().model_copy(update={"delivered_at": NOON})
    assert on(notice, 120).why == "unread"


def test_who_does_not_ask_to_hear_of_it_does_not():
    assert coming(planned(escalate=False)) == [("voice", 60)]
    assert on(planned(escalate=False), 3_600).why is None


def test_what_is_given_up_is_over_whatever_a_city_s_rows_have_for_later():
    first, *others = planned().steps
    early = first.model_copy(update={"channel": "unheard"}), others[-1]
    voice = early[1].model_copy(update={"channel": "voice"})
    over = on(planned().model_copy(update={"steps": (early[0], voice)}), 60)
    assert (over.why, over.steps) == ("undelivered", ())
    assert channels(on(planned().model_copy(update={"steps": (early[0], voice)}), 600)) == ["sms"]


def test_p2_waits_two_minutes_and_p3_for_the_digest():
    assert coming(planned(urgency="P2")) == [("sms", 120), ("unheard", 600)]
    third = planned(urgency="P3")
    assert (third.news.hold, channels(third), third.steps) == (True, [], ())


@pytest.mark.parametrize(
    ("asked", "at", "rings"),
    [
        ({"urgency": "P1"}, NIGHT, True),
        ({"urgency": "P2"}, NIGHT, False),
        ({"urgency": "P2", "color": "red"}, NIGHT, True),
        ({"urgency": "P4", "color": "orange"}, NIGHT, True),
        ({"urgency": "P2", "color": "yellow"}, NIGHT, False),
        ({"urgency": "P2"}, NOON, True),
    ],
)
def test_quiet_hours_hold_what_is_not_urgent(asked, at, rings):
    notice = on(planned(at, **asked), 120, now=at)
    assert ("sms" in channels(notice)) == rings
    assert notice.news.hold != rings


def test_what_is_held_is_still_unheard_in_time():
    assert on(planned(NIGHT, urgency="P2"), 600, now=NIGHT).why == "undelivered"


def test_beyond_the_rate_it_waits_unless_it_is_urgent():
    second = on(planned(urgency="P2"), 120, beyond=True)
    assert (channels(second), second.news.hold) == ([], True)
    assert channels(planned(beyond=True)) == ["sms"]


def test_wishes_choose_channels_but_cannot_silence_what_is_urgent():
    email = USUAL.model_copy(update={"channels": ("email",)})
    assert channels(planned(wishes=email)) == ["sms", "email"]
    assert coming(planned(wishes=email)) == [("voice", 60), ("unheard", 120)]
    assert channels(planned(wishes=email, urgency="P2")) == ["email"]
    assert coming(planned(wishes=email, urgency="P2")) == [("unheard", 600)]


def test_whoever_left_is_told_nothing():
    gone = planning.leave(planned(urgency="P2"), NOON)
    assert (gone.why, gone.steps, gone.due, gone.hidden) == ("person-left", (), None, True)
    assert [event.why for event in gone.news.events] == ["person-left"]


def test_a_row_not_yet_or_no_more_in_force_counts_for_nothing():
    rows = notices_store.rules().steps
    assert limits.in_force(rows, datetime(2025, 12, 31, 15, 59, tzinfo=UTC)) == []
    assert len(limits.in_force(rows, datetime(2025, 12, 31, 16, tzinfo=UTC))) == len(rows)
    old = rows[0].model_copy(update={"effective_to": NOON.date() - timedelta(days=1)})
    assert limits.in_force([old], NOON) == []


def test_a_message_is_no_news_after_its_expiry():
    assert planned().expires_at == NOON + timedelta(minutes=30)
    assert planned(urgency="P4").expires_at == NOON + timedelta(days=1)


hour = st.times().map(lambda at: at.replace(second=0, microsecond=0))
moment = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC)
)


@given(hour, hour, moment)
def test_quiet_hours_end_when_they_say_and_are_quiet_until_then(start, until, now):
    quiet = Quiet(start=start, until=until)
    ends = hours.morning(quiet, now)
    assert now < ends <= now + timedelta(days=1)
    assert ends.astimezone(CHINA).time() == until
    assert not hours.is_quiet(quiet, ends)
    if hours.is_quiet(quiet, now):
        last = ends - timedelta(microseconds=1)
        assert hours.is_quiet(quiet, last)
        assert hours.is_quiet(quiet, now + (last - now) / 2)


def test_at_the_very_end_the_next_end_is_tomorrow():
    seven = datetime(2026, 6, 1, 23, tzinfo=UTC)
    assert hours.morning(USUAL.quiet, seven) == seven + timedelta(days=1)


def test_the_same_hour_twice_is_never_quiet():
    quiet = Quiet(start=time(7), until=time(7))
    assert not any(hours.is_quiet(quiet, NOON + timedelta(hours=h)) for h in range(24))


@given(
    st.sampled_from(["P1", "P2", "P3", "P4"]),
    st.sampled_from([None, "red", "orange", "yellow", "blue"]),
    st.lists(st.sampled_from(["sms", "voice", "robot", "email"]), unique=True),
    moment,
    st.lists(st.integers(0, 900), max_size=6),
    st.booleans(),
)
def test_however_often_it_is_looked_at(urgency, color, wished, now, looks, escalate):
    """Each channel is used at most once, never after the end; numbers count up from 1."""
    wishes = USUAL.model_copy(update={"channels": tuple(wished)})
    notice = planned(now, wishes, urgency=urgency, color=color, escalate=escalate)
    for seconds in sorted(looks):
        notice = on(notice, seconds, wishes, now)
    used = channels(notice)
    assert len(used) == len(set(used)) == notice.attempts
    assert [attempt.number for attempt in notice.news.attempts] == [*range(1, len(used) + 1)]
    assert (notice.due is None) == (notice.steps == notice.flying == ())
    assert [e.name() for e in notice.news.events].count("NoticeUnheard") == bool(notice.why)
    if planning.is_urgent(notice):
        assert not notice.held
    elif notice.held:
        assert notice.news.hold


def test_how_long_an_inbox_keeps_is_said_by_the_row_of_when_it_was_said():
    known = notices_store.rules()
    [row] = [one for one in known.limits if one.what == "kept"]
    later = (NOON + timedelta(days=1)).date()
    ended = row.model_copy(update={"effective_to": NOON.date()})
    new = row.model_copy(update={"effective_from": later, "value": 7})
    after = known.model_copy(update={"limits": (new, ended)})
    for at, days in ((NOON, row.value), (NOON + timedelta(days=1), 7)):
        assert limits.kept_until(after, at) == at + timedelta(days=days)
