"""Who is on duty, whom a chain tells next, and how long each act may take."""

from datetime import date, datetime
from datetime import time as wall

import pytest

from functions.incidents.duty import rules as duty
from functions.incidents.duty.model import Chain, Level, Roster, Shift, Time
from linli.wall import CHINA

PLACE = "140105001001"
GRID = PLACE + "001"
LEVELS = (Level(post="walker", place="grid"), Level(post="leader"), Level(post="officer"))
CHAIN = Chain(community=PLACE, levels=LEVELS, operator="ops")


def beijing(text):
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def roster(*shifts):
    return Roster(place=PLACE, post="leader", shifts=shifts)


def shift(person, start, until, weekdays=(1, 2, 3, 4, 5, 6, 7), **dates):
    return Shift.model_validate(
        {"person": person, "from": start, "until": until, "weekdays": weekdays, **dates}
    )


@pytest.mark.parametrize(
    ("at", "person"),
    [
        ("2026-06-01T07:59:59", "night"),  # a Monday; Sunday's night
        ("2026-06-01T08:00:00", "day"),
        ("2026-06-01T19:59:59", "day"),
        ("2026-06-01T20:00:00", "night"),
        ("2026-06-06T12:00:00", None),  # a Saturday
        ("2026-06-06T07:00:00", "night"),  # Friday's night
        ("2026-06-07T07:00:00", "night"),
    ],
)
def test_a_shift_that_passes_midnight_belongs_to_the_day_it_begins(at, person):
    kept = roster(shift("day", "08:00", "20:00", (1, 2, 3, 4, 5)), shift("night", "20:00", "08:00"))
    assert duty.on_duty(kept, beijing(at)) == person


def test_a_shift_keeps_its_dates_and_a_full_day_has_no_gap():
    kept = roster(shift("li", "06:00", "06:00", first="2026-06-01", last="2026-06-02"))
    at = ["2026-06-01T05:59", "2026-06-01T06:00", "2026-06-03T05:59", "2026-06-03T06:00"]
    assert [duty.on_duty(kept, beijing(one)) for one in at] == [None, "li", "li", None]


def told(incident, **on_duty):
    def rosters(place, post):
        where = {"walker": GRID}.get(post, PLACE)
        return roster(shift(on_duty[post], "00:00", "00:00")) if place == where else None

    def found(place, post):
        return rosters(place, post) if post in on_duty else None

    return duty.pick(incident, CHAIN, found, beijing("2026-06-01T12:00"))


def test_the_chain_is_gone_through_step_by_step(incident):
    everybody = {"walker": "li", "leader": "wang", "officer": "zhao"}
    picks = [told(incident(level=level), **everybody) for level in range(5)]
    assert [(pick.level, pick.person, pick.stuck) for pick in picks] == [
        (1, "li", False),
        (2, "wang", False),
        (3, "zhao", False),
        (4, "ops", True),
        (5, "ops", True),
    ]


def test_a_vacant_post_is_passed_over_and_named(incident):
    pick = told(incident(), officer="zhao")
    assert (pick.level, pick.person, pick.vacant) == (3, "zhao", ("walker", "leader"))
    assert told(incident()) == (4, "operator", "ops", True, ("walker", "leader", "officer"))


def test_a_roster_that_cannot_be_read_stops_no_dispatch(incident):
    aware = shift("li", "00:00", "00:00").model_copy(update={"start": wall(8, tzinfo=CHINA)})

    def found(place, post):
        if post == "leader":
            Roster.model_validate({"place": "nowhere"})
        who = aware if post == "walker" else shift("zhao", "00:00", "00:00")
        return roster(who)

    pick = duty.pick(incident(), CHAIN, found, beijing("2026-06-01T12:00"))
    assert (pick.level, pick.person) == (3, "zhao")
    assert pick.vacant == ("walker (unreadable)", "leader (unreadable)")


def test_a_reopened_incident_begins_the_chain_again_at_new_levels(incident):
    pick = told(incident(level=2, first_level=2), walker="li")
    assert (pick.level, pick.person) == (3, "li")


@pytest.mark.parametrize(
    ("assignee", "officer", "tells"),
    [
        ("li", "zhao", "zhao"),
        ("zhao", "zhao", "ops"),
        ("li", None, "ops"),
        ("ops", "zhao", "zhao"),
        ("ops", None, None),  # nobody is left but who handled it
    ],
)
def test_who_handled_is_not_who_is_told_to_verify(incident, assignee, officer, tells):
    def found(place, post):
        return roster(shift(officer, "00:00", "00:00")) if officer and post == "officer" else None

    one, noon = incident(level=2, assignee=assignee), beijing("2026-06-01T12:00")
    assert duty.verifier(one, CHAIN, found, noon) == tells


def time(act, priority, value, **dates):
    about = {"unit": "min", "article": "local", "mark": "U", "effective_from": date(2026, 1, 1)}
    return Time(id=f"{act}-{priority}", act=act, priority=priority, value=value, **(about | dates))


def test_a_chain_overrides_the_citys_minutes_that_are_in_force():
    rows = [
        time("handle", "P1", 30, effective_to=date(2026, 6, 30)),
        time("handle", "P1", 20, effective_from=date(2026, 7, 1)),
        time("handle", "P2", 99),
        time("verify", "P1", 60, effective_to=date(2026, 5, 31)),
        time("verify", "P1", 45, effective_from=date(2026, 6, 1)),
        time("acknowledge", "P1", 5),
    ]
    chain = CHAIN.model_copy(update={"minutes": {"acknowledge": {"P1": 3, "P2": 9}}})
    now = beijing("2026-06-01T00:00")
    expected = {"handle": 30, "verify": 45, "acknowledge": 3}
    assert duty.allowed(rows, chain, "P1", "A4.5", now) == expected


def test_a_chain_may_be_sooner_at_a_lift_than_the_law_wants_but_not_later(row):
    """LF2: L-SE#45, TSG T5002."""
    from functions.incidents.duty import store

    now = beijing("2026-06-01T00:00")
    for own, allowed in ((240, 30), (20, 20)):
        chain = CHAIN.model_copy(update={"minutes": {"arrive": {"P1": own}}})
        at_a_lift = duty.allowed(store.times(), chain, "P1", "A4.1", now)
        elsewhere = duty.allowed(store.times(), chain, "P1", "A4.5", now)
        assert (at_a_lift["arrive"], elsewhere["arrive"]) == (allowed, own)


def test_the_citys_own_rows_answer_for_every_act_and_priority(row):
    from functions.incidents.duty import store

    now = beijing("2026-06-01T00:00")
    for priority in ("P1", "P2", "P3", "P4"):
        acts = {"acknowledge", "arrive", "handle", "verify", "close", "repeat"}
        acts |= {"secure"} if priority == "P1" else set()
        assert duty.allowed(store.times(), CHAIN, priority, "A4.5", now).keys() == acts
