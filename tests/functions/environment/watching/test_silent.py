"""A station that sends nothing any more: what rests on its old hours is not told for ever."""

from datetime import datetime, timedelta, timezone

import pytest

CHINA = timezone(timedelta(hours=8))
TWO = datetime(2026, 11, 23, 14, tzinfo=CHINA)
HOUR = timedelta(hours=1)
HERE = "140105001001"
OF_KIND = {
    "air": ("AQ-1", {"pm2_5": 200}, {"pm2_5": 20}),  # AQI 251, 29
    "noise": ("NS-1", {"leq_db": 70}, {"leq_db": 40}),
}
REASON = {
    "zh": "此后一直没有测得足够的数据,是否仍超标不得而知",
    "en": "Not enough was measured since then: nobody knows whether it is still exceeded",
}


def cases(ask, **query):
    query = {"community": HERE, **query}
    return ask("GET", "cases", sub="official", query=query)[1]["items"]


def warnings(ask):
    return ask("GET", "warnings", query={"place": HERE})[1]["items"]


def station(ask, station_id):
    return ask("GET", f"stations/{station_id}", sub=None)[1]


def at(text):
    return datetime.fromisoformat(text)


def why(told, name):
    return [fact["why"] for other, fact in told() if other == name]


@pytest.fixture
def silence(now, sweep):
    """silence(n): n hours after two o'clock, and the sweeper has been there every hour."""

    def silence(hours):
        while now() < TWO + hours * HOUR:
            now(min(TWO + hours * HOUR, now() + HOUR) + timedelta(minutes=6))
            sweep()

    return silence


@pytest.fixture(params=["air", "noise"])
def fell_silent(request, register, passes, people):
    """An exceedance from two to three, and nothing more."""
    station_id, bad, fine = OF_KIND[request.param]
    register(station_id, request.param)
    passes(station_id, TWO, bad)
    return station_id, bad, fine


def test_a_case_of_a_silent_station_ends_as_not_measured(fell_silent, silence, now, ask, told):
    silence(2)
    [case] = cases(ask)  # one hour is a gap
    now(TWO + 9 * HOUR)
    assert cases(ask) == [case]  # nothing ends because somebody looks
    now(TWO + 2 * HOUR + timedelta(minutes=6))
    silence(3)
    assert cases(ask) == []
    [over] = cases(ask, over="true")
    assert (over["id"], over["ended"], over["reason"]) == (case["id"], "not_measured", REASON)
    assert at(over["closed_at"]) == TWO + 3 * HOUR
    assert (over["cleared_at"], at(over["seen"])) == (None, TWO + HOUR)
    silence(6)
    assert why(told, "ExceedanceSettled") == ["not_measured"]
    assert why(told, "ExceedanceCleared") == []


def test_a_warning_of_old_air_is_public_no_longer(register, passes, silence, ask, told, people):
    station_id, heavy, _ = OF_KIND["air"]
    register(station_id, "air")
    passes(station_id, TWO, heavy)
    silence(2)
    [one] = warnings(ask)
    assert at(one["seen"]) == TWO + HOUR
    silence(3)
    assert warnings(ask) == []
    assert why(told, "AirWarningLifted") == ["not_measured"]
    shown = station(ask, station_id)
    assert (shown["latest"]["air"]["aqi"], at(shown["measured"])) == (None, TWO + HOUR)
    assert shown["level"] is shown["advice"] is None
    passes(station_id, TWO + 3 * HOUR, heavy)
    [other] = warnings(ask)
    assert other["id"] != one["id"]
    assert at(other["begins"]) == TWO + 3 * HOUR
    assert at(station(ask, station_id)["measured"]) == TWO + 4 * HOUR


def test_a_warning_that_does_not_say_on_which_hour_it_rests_ends_by_when_it_began(
    register, passes, ask
):
    from functions.environment.values.model import Air, Value
    from functions.environment.warnings import rules, store

    register("AQ-1", "air")
    passes("AQ-1", TWO, OF_KIND["air"][1])
    before = store.known(warnings(ask)[0]["id"]).model_copy(update={"seen": None})
    about = {"station_id": "AQ-1", "community": HERE, "kind": "air", "span": "hour"}
    for hours, ends in ((2, TWO + 2 * HOUR), (1, None)):
        span = {"begins": TWO, "ends": TWO + hours * HOUR, "air": Air(aqi=None, level=None)}
        hour = Value.model_validate({**about, **span})
        changed = rules.heard(before, hour, None, (), lambda _: 2 * HOUR)
        assert (changed and changed.after.ends) == ends


def test_the_next_exceedance_after_a_silence_is_another_case(fell_silent, silence, passes, ask):
    station_id, bad, fine = fell_silent
    silence(3)
    passes(station_id, TWO + 3 * HOUR, bad)
    [case], [over] = cases(ask), cases(ask, over="true")
    assert (at(case["since"]), case["episode"]) == (TWO + 3 * HOUR, 0)
    assert case["id"] != over["id"]
    passes(station_id, TWO + 4 * HOUR, fine)
    assert [one["ended"] for one in cases(ask, over="true")] == ["measured", "not_measured"]


def test_hours_that_come_late_and_were_exceeded_make_it_one_case(
    fell_silent, silence, measure, sweep, ask
):
    station_id, bad, _ = fell_silent
    [case] = cases(ask)
    silence(4)
    for n in (2, 1, 3):
        measure(station_id, TWO + n * HOUR, bad)
    sweep()
    assert cases(ask, over="true") == []
    [same] = cases(ask)
    assert (same["id"], same["episode"], same["ended"]) == (case["id"], 1, None)
    assert at(same["seen"]) == TWO + 4 * HOUR


def test_an_hour_that_comes_late_and_was_within_limits_says_when_it_was_over(
    fell_silent, silence, measure, sweep, ask, told
):
    station_id, bad, fine = fell_silent
    silence(5)
    measure(station_id, TWO + HOUR, bad)
    measure(station_id, TWO + 2 * HOUR, fine)
    for _ in range(2):
        sweep()
        [over] = cases(ask, over="true")
        assert (over["ended"], at(over["seen"])) == ("measured", TWO + 2 * HOUR)
        assert at(over["closed_at"]) == at(over["cleared_at"]) == TWO + 3 * HOUR
    assert why(told, "ExceedanceSettled") == ["not_measured", "measured"]
    measure(station_id, TWO + 3 * HOUR, bad)  # that is another one
    sweep()
    assert len(cases(ask, over="true")) == 2


def test_late_data_of_long_after_a_case_rested_change_no_end(
    fell_silent, silence, measure, sweep, ask
):
    station_id, _, fine = fell_silent
    silence(6)
    measure(station_id, TWO + 3 * HOUR, fine)
    sweep()
    assert [one["ended"] for one in cases(ask, over="true")] == ["not_measured"]


def test_of_a_retired_station_a_case_says_so(fell_silent, silence, ask, told):
    card = {"name": "x", "point": {"lat": 1, "lon": 2}, "address": "x", "state": "retired"}
    card |= {"zone": "1"} if fell_silent[0] == "NS-1" else {}
    assert ask("PUT", f"stations/{fell_silent[0]}", card, sub="official", if_match=1)[0] == 200
    silence(3)
    assert [one["ended"] for one in cases(ask, over="true")] == ["retired"]
    assert set(why(told, "AirWarningLifted")) <= {"retired"}


FLAGGED = {"pm2_5_flag_d": 260, "co": 0.6}


def test_air_of_which_what_exceeded_is_not_measured_has_not_cleared(
    register, passes, measure, sweep, ask, told, people
):
    register("AQ-1", "air")
    passes("AQ-1", TWO, {"pm2_5": 260, "co": 0.6})
    passes("AQ-1", TWO + HOUR, FLAGGED)
    latest = station(ask, "AQ-1")["latest"]["air"]
    assert (latest["aqi"], "pm2_5" in latest["missing"]) == (6, True)
    assert len(cases(ask)) == len(warnings(ask)) == 1
    passes("AQ-1", TWO + 2 * HOUR, FLAGGED)
    assert cases(ask) == warnings(ask) == []
    ends = ["AirWarningLifted", "ExceedanceSettled", "ExceedanceCleared"]
    assert [why(told, name) for name in ends] == [["not_measured"], ["not_measured"], []]
    measure("AQ-1", TWO + HOUR, {"pm2_5": 20})
    sweep()
    [over] = cases(ask, over="true")
    assert (over["ended"], at(over["cleared_at"])) == ("measured", TWO + 2 * HOUR)


def test_air_of_which_what_exceeded_is_measured_has_cleared_though_others_are_not(
    register, passes, ask, told, people
):
    register("AQ-1", "air")
    passes("AQ-1", TWO, {"pm2_5": 260, "pm10": 120})  # which alone exceeds nothing
    passes("AQ-1", TWO + HOUR, {"pm2_5": 20})
    assert cases(ask) == warnings(ask) == []
    ends = ["AirWarningLifted", "ExceedanceSettled"]
    assert [why(told, name) for name in ends] == [["measured"], ["measured"]]


@pytest.mark.parametrize(("pm10", "warned"), [(260, 0), (450, 1)])  # an index of 155, of 333
def test_air_has_not_cleared_while_another_pollutant_that_exceeded_is_not_measured(
    register, passes, ask, told, people, pm10, warned
):
    """Though it was not the worst one of its hour; a warning stands by what is past 200 alone."""
    register("AQ-1", "air")
    passes("AQ-1", TWO, {"pm2_5": 400, "pm10": pm10})
    passes("AQ-1", TWO + HOUR, {"pm2_5": 20})
    assert (len(cases(ask)), len(warnings(ask))) == (1, warned)
    passes("AQ-1", TWO + 2 * HOUR, {"pm2_5": 20})
    assert cases(ask) == warnings(ask) == []
    assert why(told, "ExceedanceSettled") == ["not_measured"]
    assert why(told, "AirWarningLifted") == ["not_measured" if warned else "measured"]


@pytest.mark.parametrize(
    ("last", "ended"), [({"pm2_5": 20}, "measured"), ({"pm10": 20}, "not_measured")]
)
def test_each_pollutant_that_exceeded_must_be_measured_again(
    register, passes, ask, told, people, last, ended
):
    """Also that of an hour before; they need not be in the same hour."""
    register("AQ-1", "air")
    hours = [{"pm2_5": 260, "pm10": 200}, {"pm10": 430}, {"pm10": 20}]
    for n, measures in enumerate(hours):
        passes("AQ-1", TWO + n * HOUR, measures)
        assert (len(cases(ask)), len(warnings(ask))) == (1, 1)
    passes("AQ-1", TWO + 3 * HOUR, last)
    assert cases(ask) == warnings(ask) == []
    assert why(told, "ExceedanceSettled") == why(told, "AirWarningLifted") == [ended]


def test_of_air_that_exceeds_one_limit_a_warning_stands_by_what_is_not_measured(
    register, passes, ask, told, people
):
    register("AQ-1", "air")
    passes("AQ-1", TWO, {"pm2_5": 260})
    for n in (1, 2):
        assert len(warnings(ask)) == 1
        passes("AQ-1", TWO + n * HOUR, {"pm10": 130})
    assert (len(cases(ask)), warnings(ask)) == (1, [])
    assert why(told, "AirWarningLifted") == ["not_measured"]


def water(ask, silence, hours):
    silence(hours)
    return station(ask, "WQ-1")["status"]


@pytest.fixture
def suspected(register, send, now):
    def suspected(*minutes):
        register("WQ-1", "water")
        for minute in minutes:
            now(TWO + timedelta(minutes=minute))
            assert send("WQ-1", (now(), {"free_chlorine_mg_l": 0.04})) == []

    return suspected


RESULT = {"laboratory": "太原市疾控中心", "sample": "S-1", "sampled_at": TWO.isoformat()}


def test_a_suspicion_of_water_that_nobody_measures_any_more_is_checked_for_a_day(
    suspected, silence, send, now, ask, people, told
):
    suspected(2)
    [case] = cases(ask)
    assert water(ask, silence, 24) == "checking"
    assert water(ask, silence, 25) is None
    [over] = cases(ask, over="true")
    assert (over["id"], over["reason"]) == (case["id"], REASON)
    result = {**RESULT, "outcome": "unsafe"}
    path, key = f"cases/{case['id']}/results", {"idempotency_key": "k-0000001"}
    assert send("WQ-1", (now(), {"free_chlorine_mg_l": 0.12})) == []
    assert cases(ask) == []
    assert ask("POST", path, result, sub="official", **key)[0] == 201  # nobody knew it to be over
    assert station(ask, "WQ-1")["status"] == "unsafe"
    [again] = cases(ask)
    assert (again["id"], again["raises"], again["reason"]) == (case["id"], "incident", None)
    assert told()[-1][0] == "WaterSuspected"


@pytest.fixture
def found_late(suspected, silence, send, now, ask, people):
    """A laboratory's result of a case that had ended, while there is another one."""
    suspected(2)
    [case] = cases(ask)
    silence(25)
    low = {"free_chlorine_mg_l": 0.04}
    assert send("WQ-1", (now(), low)) == []
    [other] = cases(ask)
    numbers = iter(range(9))

    def enter(outcome):
        key = {"idempotency_key": f"k-{next(numbers):07}"}
        result = {**RESULT, "outcome": outcome}
        assert ask("POST", f"cases/{case['id']}/results", result, sub="official", **key)[0] == 201
        return station(ask, "WQ-1")["status"]

    assert station(ask, "WQ-1")["status"] == "checking"
    assert enter("unsafe") == "unsafe"
    assert {one["id"] for one in cases(ask)} == {case["id"], other["id"]}
    return enter


def test_water_is_unsafe_by_an_older_case_until_a_laboratory_ends_that(
    found_late, send, now, sweep, ask
):
    now(now() + timedelta(minutes=10))
    assert send("WQ-1", (now(), {"free_chlorine_mg_l": 0.12})) == []
    [case] = cases(ask)  # the other one is over
    assert station(ask, "WQ-1")["status"] == "unsafe"
    assert found_late("safe") == "checking"
    assert [one["id"] for one in cases(ask)] == [case["id"]]


def test_of_a_retired_station_an_older_case_that_was_unsafe_ends_too(found_late, silence, ask):
    card = {"name": "x", "point": {"lat": 1, "lon": 2}, "address": "x", "water": "tap"}
    path, said = "stations/WQ-1", {**card, "state": "retired"}
    assert ask("PUT", path, said, sub="official", if_match=1)[0] == 200
    silence(27)
    assert (cases(ask), station(ask, "WQ-1")["status"]) == ([], None)


def test_other_measures_keep_no_suspicion_of_one_that_nobody_measures(
    suspected, silence, send, now, ask, people
):
    suspected(2)
    for hours in range(1, 25):
        silence(hours)
        assert send("WQ-1", (now(), {"ph": 7.4})) == []
    assert [one["ended"] for one in cases(ask)] == [None]
    silence(25)
    assert [one["ended"] for one in cases(ask, over="true")] == ["not_measured"]
    assert station(ask, "WQ-1")["status"] == "normal"
    assert "free_chlorine_mg_l" in station(ask, "WQ-1")["unmeasured"]


def test_an_incident_of_water_is_left_to_its_people(suspected, silence, ask, people):
    suspected(2, 4)
    assert water(ask, silence, 50) == "checking"
    assert [one["raises"] for one in cases(ask)] == ["incident"]


@pytest.mark.parametrize(
    ("key", "raises", "means", "hours", "ends"),
    [
        ("leq", "hazard", {"leq": None}, 2, True),
        ("leq", "hazard", {"leq": None}, 1, False),
        ("leq", "hazard", {"leq": 70.0}, 2, False),
        ("lmax", "hazard", {"leq": 70.0, "lmax": None}, 2, True),  # that one is not measured
        ("leq", "incident", {"leq": None}, 2, False),
    ],
)
def test_a_case_rests_on_hours_that_are_not_too_old(key, raises, means, hours, ends):
    from functions.environment.cases.model import Case
    from functions.environment.values.model import Value
    from functions.environment.watching import deciding

    about = {"station_id": "NS-1", "community": HERE, "kind": "noise"}
    said = {"measure": key, "value": 70, "limit": 55, "limit_id": "r", "article": "a"}
    said |= {"verified": True, "reference": True, "rule": "r", "priority": "P4", "category": "O6"}
    said |= {"id": "c", "lat": 1, "lon": 2, "key": key, "raises": raises, "since": TWO - HOUR}
    case = Case.model_validate({**about, **said, "seen": TWO})
    span = {"span": "hour", "begins": TWO + (hours - 1) * HOUR, "ends": TWO + hours * HOUR}
    hour = Value.model_validate({**about, **span, "means": means})
    changed = deciding.unmeasured(hour, key, case, lambda _: 2 * HOUR)
    assert (changed is not None) == ends
    if changed:
        assert (changed.after.ended, changed.after.closed_at) == ("not_measured", hour.ends)
