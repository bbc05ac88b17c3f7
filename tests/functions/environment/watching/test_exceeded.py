"""What is exceeded by the hour: cases, what they make known, and data for warnings."""

from datetime import datetime, timedelta, timezone

import pytest

CHINA = timezone(timedelta(hours=8))
TWO = datetime(2026, 11, 23, 14, tzinfo=CHINA)
NIGHT = TWO.replace(hour=22)
HOUR = timedelta(hours=1)
HERE = "140105001001"
HEAVY, BAD, FINE = ({"pm2_5": value} for value in (200, 80, 20))


def names(told):
    return [name for name, _ in told()]


def cases(ask, **query):
    query = {"community": HERE, **query}
    return ask("GET", "cases", sub="official", query=query)[1]["items"]


def warnings(ask):
    return ask("GET", "warnings", query={"place": "140100000000"})[1]["items"]


def test_air_over_100_is_a_hazard_with_its_article(register, passes, told, people, ask):
    register("AQ-1", "air")
    passes("AQ-1", TWO, BAD)
    [[name, found]] = told()
    assert (name, found["measure"], found["raises"]) == ("AirExceeded", "aqi", "hazard")
    assert (found["value"], found["article"], found["primary"]) == (119, "HJ 633-2026", ["pm2_5"])
    assert (found["asset_id"], found["limit_id"]) == ("AQ-1", "level-3-2026")
    [case] = cases(ask)
    assert (case["id"], case["limit"], case["reference"]) == (found["hazard_id"], 100, True)
    assert warnings(ask) == []


def test_an_aqi_past_200_makes_data_for_a_warning_that_nobody_here_issues(
    register, passes, told, people, ask
):
    register("AQ-1", "air")
    passes("AQ-1", TWO, BAD)
    passes("AQ-1", TWO + HOUR, HEAVY)
    assert names(told) == ["AirExceeded", "AirExceeded", "AirWarningDrafted"]
    [one] = warnings(ask)
    assert (one["level"], one["primary"], one["place"]) == (5, ["pm2_5"], HERE)
    assert one["aqi"] > 200
    assert "HJ 633-2026" in one["article"]
    assert "L-EM#64" in one["article"]
    assert one["measures_zh"]
    assert (one["issuer"], one["issued_at"], one["verified"]) == (None, None, False)
    passes("AQ-1", TWO + 2 * HOUR, HEAVY)
    assert names(told) == ["AirExceeded", "AirExceeded", "AirWarningDrafted"]
    passes("AQ-1", TWO + 3 * HOUR, FINE)
    assert names(told).count("AirWarningLifted") == 1
    assert warnings(ask) == []


def test_an_hour_of_which_too_little_is_known_ends_nothing(register, passes, told, people, ask):
    register("AQ-1", "air")
    passes("AQ-1", TWO, HEAVY)
    passes("AQ-1", TWO + HOUR, FINE, minutes=10)
    assert len(cases(ask)) == len(warnings(ask)) == 1
    passes("AQ-1", TWO + 2 * HOUR, FINE)
    assert cases(ask) == []
    [over] = cases(ask, over="true")
    assert over["closed_at"] == over["cleared_at"]
    ends = ["AirWarningDrafted", "AirWarningLifted", "ExceedanceCleared", "ExceedanceSettled"]
    assert sorted(names(told)) == ["AirExceeded", *ends]


def test_hours_that_are_made_together_make_one_case(register, measure, now, sweep, told):
    register("AQ-1", "air")
    for n in range(3):
        now(TWO + n * HOUR + timedelta(minutes=55))
        measure("AQ-1", TWO + n * HOUR, HEAVY if n else BAD)
    now(TWO + 4 * HOUR)
    sweep()
    assert sorted(names(told)) == ["AirExceeded", "AirExceeded", "AirWarningDrafted"]
    assert len({fact["hazard_id"] for name, fact in told() if name == "AirExceeded"}) == 1


def test_an_exceedance_that_comes_to_light_late_is_told_and_over(
    register, passes, measure, sweep, told, people, ask
):
    register("AQ-1", "air")
    passes("AQ-1", TWO + 2 * HOUR, FINE)
    measure("AQ-1", TWO, BAD)
    for _ in range(2):
        sweep()
        assert names(told) == ["AirExceeded", "ExceedanceCleared", "ExceedanceSettled"]
    assert cases(ask) == []
    [over] = cases(ask, over="true")
    assert datetime.fromisoformat(over["since"]) == TWO


def test_noise_in_zone_1_by_night(register, passes, told, people, ask):
    register("NS-1", "noise")
    passes("NS-1", NIGHT, {"leq_db": 45.0})
    assert told() == []
    passes("NS-1", NIGHT + HOUR, {"leq_db": 45.1, "lmax_db": 60.1})
    found = {fact["measure"]: fact for _, fact in told()}
    assert set(names(told)) == {"NoiseExceeded"}
    assert found["leq"]["article"] == found["lmax"]["article"] == "GB 3096-2008"
    assert (found["leq"]["zone"], found["leq"]["period"], found["leq"]["value"]) == (
        "1",
        "night",
        45.1,
    )
    assert (found["leq"]["verified"], found["lmax"]["verified"]) == (True, False)
    passes("NS-1", NIGHT + 2 * HOUR, {"leq_db": 40, "lmax_db": 60})
    assert cases(ask) == []


@pytest.mark.parametrize(
    ("then", "ended"),
    [({"lmax_db": 60}, "measured"), ({}, "not_measured"), ({"lmax_db": 61}, None)],
)
def test_sudden_noise_is_not_over_by_hours_without_a_peak(
    register, passes, people, ask, then, ended
):
    register("NS-1", "noise")
    passes("NS-1", NIGHT, {"leq_db": 40, "lmax_db": 61})
    passes("NS-1", NIGHT + HOUR, {"leq_db": 40})
    assert [one["key"] for one in cases(ask)] == ["lmax"]
    passes("NS-1", NIGHT + 2 * HOUR, {"leq_db": 40, **then})
    assert [one["ended"] for one in cases(ask, over="true" if ended else "false")] == [ended]


def test_a_night_has_a_value_of_its_own_once_it_is_over(register, passes, ask):
    register("NS-1", "noise")
    for n in range(8):
        passes("NS-1", NIGHT + n * HOUR, {"leq_db": 50 if n % 2 else 60})
    query = {"from": TWO.isoformat(), "span": "night"}
    [night] = ask("GET", "stations/NS-1/history", query=query)[1]["items"]
    assert (night["means"]["leq"], night["means"]["l10"], night["had"]["leq"]) == (57.4, 60, 400)
    query |= {"span": "day", "from": (TWO - 12 * HOUR).isoformat()}
    [day] = ask("GET", "stations/NS-1/history", query=query)[1]["items"]
    assert (day["means"]["leq"], day["had"]["leq"]) == (None, 0)


def test_an_hour_is_of_the_row_of_the_day_on_which_it_began(register, passes, told, succeed):
    from functions.environment.known import EXCEEDANCES

    [row] = [one for one in EXCEEDANCES if one.rows[0].id == "NOISE-night-leq"]
    succeed(row, (NIGHT + 2 * HOUR).date(), priority="P1")
    for n in (1, 2):
        register(f"NS-{n}", "noise")
        passes(f"NS-{n}", NIGHT + n * HOUR, {"leq_db": 50})
    priorities = {fact["asset_id"]: fact["priority"] for _, fact in told()}
    assert priorities == {"NS-1": "P3", "NS-2": "P1"}


def test_that_an_incident_closed_ends_its_case_once(register, passes, hear, told, people, ask):
    register("NS-1", "noise")
    passes("NS-1", NIGHT, {"leq_db": 50})
    [case] = cases(ask)
    closed = {"incident_id": "i", "subject": "NS-1", "hazard_id": case["id"], "measure": "leq"}
    closed |= {"community": HERE, "at": NIGHT.isoformat(), "hazard_at": NIGHT.isoformat()}
    for _ in range(2):
        assert hear(("IncidentClosed", closed | {"event_id": "1", "version": 9})) == []
    other = closed | {"hazard_id": "of-another-feature"}
    assert hear(("HazardReleased", other | {"event_id": "2", "version": 9})) == []
    assert names(told) == ["NoiseExceeded", "ExceedanceSettled"]
    assert cases(ask) == []


def test_the_last_hour_made_anew_is_judged_as_it_is_now(
    register, passes, measure, sweep, told, people, ask
):
    register("AQ-1", "air")
    passes("AQ-1", TWO, HEAVY, minutes=40)
    assert told() == []
    measure("AQ-1", TWO + timedelta(minutes=40), HEAVY, minutes=10)
    for _ in range(2):
        sweep()
        assert sorted(names(told)) == ["AirExceeded", "AirWarningDrafted"]
    assert len(cases(ask)) == len(warnings(ask)) == 1
    measure("AQ-1", TWO + timedelta(seconds=9), {"pm2_5": -1}, minutes=1)  # changes nothing
    sweep()
    for n in range(30):  # at the same minutes others say that it is fine
        measure("AQ-1", TWO + timedelta(seconds=10 + n), {"pm2_5": 1})
    sweep()
    assert cases(ask) == warnings(ask) == []
    for n in range(9):
        measure("AQ-1", TWO + timedelta(seconds=45 + n), {"pm2_5": 1_000})
    sweep()
    [case] = cases(ask)
    assert (case["episode"], case["closed_at"]) == (1, None)
    assert len(warnings(ask)) == 1
    assert len({fact["hazard_id"] for name, fact in told() if name == "AirExceeded"}) == 1


@pytest.mark.parametrize("kept", [False, True])
def test_an_hour_that_is_made_while_a_late_message_is_taken_counts_it_once(
    register, passes, measure, sweep, told, monkeypatch, kept
):
    """The sweeper may look before its pack is kept, and between that and the fold."""
    from linli.packs import taking

    register("AQ-1", "air")
    passes("AQ-1", TWO, HEAVY, minutes=40)
    measure("AQ-1", TWO + timedelta(minutes=40), HEAVY, minutes=1)  # so that it is made again
    keep, made = taking.keep, []

    def meanwhile(*how):
        if kept:
            keep(*how)
        made.append(sweep()["driven"])
        keep(*how)

    monkeypatch.setattr(taking, "keep", meanwhile)
    measure("AQ-1", TWO + timedelta(minutes=41), HEAVY, minutes=9)
    assert made == [1]
    assert bool(told()) == kept
    sweep()
    assert sorted(names(told)) == ["AirExceeded", "AirWarningDrafted"]


@pytest.mark.parametrize("noted", [False, True])
def test_a_late_message_counts_though_its_hour_is_being_made(
    register, measure, now, sweep, told, monkeypatch, noted
):
    """It is stored after the sweeper has read the packs, and before that writes the hour."""
    from functions.environment.watching.making import Making

    register("AQ-1", "air")
    now(TWO + timedelta(minutes=55))
    measure("AQ-1", TWO, HEAVY, minutes=40)
    now(TWO + timedelta(minutes=66))
    if noted:
        sweep()
        measure("AQ-1", TWO + timedelta(minutes=40), HEAVY, minutes=1)
    read, rest = Making._points, iter([9])

    def meanwhile(self, stretch):
        points = read(self, stretch)
        for minutes in rest:
            measure("AQ-1", TWO + timedelta(minutes=41), HEAVY, minutes=minutes)
        return points

    monkeypatch.setattr(Making, "_points", meanwhile)
    sweep()
    sweep()
    assert sorted(names(told)) == ["AirExceeded", "AirWarningDrafted"]


def test_an_hour_that_is_late_and_not_made_yet_is_made_once_in_its_turn():
    from functions.environment.watching import hours
    from functions.environment.watching.model import Watch

    grace, now = timedelta(minutes=5), TWO + 3 * HOUR + timedelta(minutes=6)
    about = {"station_id": "AQ-1", "community": HERE, "kind": "air", "due": now + HOUR}
    watch = Watch(**about, made=TWO + HOUR)
    times = [TWO + 2 * HOUR + timedelta(minutes=9), now]
    late = hours.concerned(watch, times, now, grace)
    noted = hours.to_redo(watch, late, now)
    assert (noted.late, noted.due) == ((TWO + 2 * HOUR,), now + HOUR)
    noted = hours.to_redo(noted, {TWO}, now)
    assert noted.due == now
    made = hours.to_make(noted, now, grace)
    assert made == [TWO, TWO + HOUR, TWO + 2 * HOUR]
    assert hours.after(noted, made, now, grace).late == ()


def test_a_community_that_closed_has_no_stations_and_nothing_open(
    register, passes, hear, sweep, now, told, people, ask
):
    register("AQ-1", "air")
    register("AQ-2", "air", community="140105001002")
    passes("AQ-1", TWO, HEAVY)
    closed = {"community": HERE, "at": TWO.isoformat(), "event_id": "1", "version": 2}
    for _ in range(2):
        assert hear(("CommunityClosed", closed)) == []
    items = ask("GET", "stations", query={"place": "140100000000"})[1]["items"]
    assert [one["id"] for one in items] == ["AQ-2"]
    now(TWO + 3 * HOUR)
    sweep()
    assert cases(ask) == warnings(ask) == []
    assert {"ExceedanceCleared", "ExceedanceSettled", "AirWarningLifted"} <= set(names(told))
    now(TWO + 9 * HOUR)
    assert sweep()["driven"] == 1  # the other one
