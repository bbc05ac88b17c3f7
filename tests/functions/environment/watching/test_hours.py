"""From what a station says to what is public: hours and days, on time, late and not at all."""

import csv
import io
from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest

from linli.spreadsheet import MARK

CHINA = timezone(timedelta(hours=8))
TWO = datetime(2026, 11, 23, 14, tzinfo=CHINA)  # by the wall
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HERE, CITY = "140105001001", "140100000000"
POLLUTED = {"pm2_5": 160, "pm10": 95}


def history(ask, station, span="hour", begins=TWO - DAY, **more):
    query = {"from": begins.isoformat(), "to": (TWO + 9 * DAY).isoformat(), "span": span, **more}
    status, body = ask("GET", f"stations/{station}/history", sub=None, query=query)
    assert status == 200, body
    return body["items"]


def test_an_hour_is_public_once_it_is_over(register, passes, ask):
    register("AQ-1", "air")
    assert ask("GET", "indexes", query={"place": HERE})[1]["items"] == []
    passes("AQ-1", TWO, {"pm2_5": 60, "o3": 161})
    status, found = ask("GET", "indexes", query={"place": CITY})
    assert status == 200
    [one] = found["items"]
    assert one["station"]["id"] == "AQ-1"
    assert one["hour"]["air"]["aqi"] == 100
    assert one["hour"]["air"]["primary"] == ["pm2_5"]
    assert (one["level"]["zh"], one["level"]["colour_zh"]) == ("良", "黄")
    assert one["advice"]["zh"]
    assert not one["advice"]["verified"]
    assert one["reference"]["zh"] == "参考值"


def test_of_a_station_that_the_state_controls_it_is_no_reference(register, passes, ask):
    register("AQ-1", "air", controlled=True)
    passes("AQ-1", TWO, {"pm2_5": 60})
    [one] = ask("GET", "indexes", query={"place": HERE})[1]["items"]
    assert one["reference"] is None


def test_what_is_on_time_is_written_and_nothing_more(register, measure, now, row):
    register("AQ-1", "air")
    before = {(one.pk, one.sk, one.version) for one in row.scan()}
    now(TWO + timedelta(minutes=55))
    measure("AQ-1", TWO, POLLUTED)
    new = {(one.pk, one.sk, one.version) for one in row.scan()} - before
    assert [pk for pk, _, _ in new] == ["pack#AQ-1"]


def test_an_hour_of_which_too_little_came_is_null(register, passes, ask, told):
    register("AQ-1", "air")
    passes("AQ-1", TWO, POLLUTED, minutes=44)
    [hour] = history(ask, "AQ-1")
    assert (hour["air"]["aqi"], hour["means"]["pm2_5"], hour["had"]["pm2_5"]) == (None, None, 44)
    assert told() == []


def test_what_comes_late_makes_its_hour_anew_and_that_hours_day(
    register, passes, measure, ask, now, sweep
):
    register("AQ-1", "air")
    now(TWO + 26 * HOUR)
    sweep()
    assert [one["air"]["aqi"] for one in history(ask, "AQ-1")][:3] == [None, None, None]
    for n in range(20):
        at = TWO.replace(hour=4) + DAY + n * HOUR  # the whole of the next day
        now(max(now(), at + 2 * HOUR))
        measure("AQ-1", at, {"pm2_5": 60}, minutes=45)
        sweep()
    now(TWO.replace(hour=1) + 2 * DAY)
    sweep()
    days = [one for one in history(ask, "AQ-1", "day") if one["had"]["pm2_5"]]
    assert [(one["air"]["aqi"], one["had"]["pm2_5"]) for one in days] == [(100, 20)]
    measure("AQ-1", TWO.replace(hour=3) + DAY, {"pm2_5": 60 + 21 * 4}, minutes=45)
    sweep()
    days = [one for one in history(ask, "AQ-1", "day") if one["had"]["pm2_5"]]
    assert [(one["air"]["aqi"], one["had"]["pm2_5"]) for one in days] == [(104, 21)]


@pytest.mark.parametrize(("hours", "known"), [(2, True), (1, False)])
def test_a_night_is_known_by_as_many_minutes_as_its_hours_are(
    register, measure, now, sweep, ask, hours, known
):
    register("NS-1", "noise")
    for n in range(hours):
        begins = TWO.replace(hour=22) + n * HOUR
        now(begins + timedelta(minutes=55))
        measure("NS-1", begins, {"leq_db": 40}, minutes=40)
    now(TWO.replace(hour=7) + DAY)
    sweep()
    [night] = history(ask, "NS-1", "night")
    assert night["had"]["l90"] == 40 * hours
    assert (night["means"]["l90"] is not None) is known


def test_the_same_message_again_changes_nothing(register, passes, send, ask, sweep):
    register("AQ-1", "air")
    samples = [(TWO + timedelta(minutes=n), POLLUTED) for n in range(50)]
    passes("AQ-1", TWO, POLLUTED)
    before = history(ask, "AQ-1")
    for _ in range(2):
        assert send("AQ-1", *samples, seq=0) == []
        sweep()
    [after] = history(ask, "AQ-1")
    assert after | {"version": 0} == before[0] | {"version": 0}


def test_an_outage_of_days_is_caught_up_a_day_at_a_look(register, now, sweep, ask):
    register("AQ-1", "air")
    now(TWO + 3 * DAY + timedelta(minutes=6))
    for _ in range(4):
        sweep()
    assert len(history(ask, "AQ-1")) == 72
    assert sweep()["driven"] == 0


def test_a_retired_station_is_heard_no_more_and_its_past_is_shown(
    register, passes, ask, people, send, sweep, now
):
    register("AQ-1", "air")
    passes("AQ-1", TWO, POLLUTED)
    card = {"name": "x", "point": {"lat": 1, "lon": 2}, "address": "x", "state": "retired"}
    status, _ = ask("PUT", "stations/AQ-1", card, sub="official", if_match=1)
    assert status == 200
    assert send("AQ-1", (now(), {"pm2_5": 1})) == []
    now(TWO + 9 * HOUR)
    sweep()
    assert len(history(ask, "AQ-1")) == 1
    assert ask("GET", "indexes", query={"place": HERE})[1]["items"] == []
    assert ask("PUT", "stations/AQ-1", card, sub="official", if_match=2)[1]["code"] == (
        "station-retired"
    )


@pytest.mark.parametrize("community", [HERE, "140105001002"])
def test_a_station_that_is_not_registered_there_waits_in_quarantine(
    register, send, now, row, community
):
    if community == HERE:
        register("AQ-1", "air", community="140105001002")
    assert send("AQ-1", (now(), {"pm2_5": 1}), community=HERE) == []
    assert [one.pk for one in row.scan() if one.pk.startswith("quarantine")]
    assert not [one.pk for one in row.scan() if one.pk.startswith("pack")]


def table(station, **query):
    from functions.environment import api
    from tests.gateway import CONTEXT, event

    path = f"/v1/environment/stations/{station}/history"
    asked = {"from": TWO.isoformat(), "format": "csv", **query}
    answer = api.handler(event("GET", path, None, query=asked, claims=None), CONTEXT)
    assert answer["headers"]["Content-Type"] == "text/csv"
    told = io.StringIO(answer["body"].removeprefix(MARK), newline="")
    return answer["headers"], list(csv.DictReader(told))


def test_history_comes_as_a_table_too(register, passes):
    register("AQ-1", "air")
    passes("AQ-1", TWO, {"pm2_5": 100 / 3, "co": 0.45})
    _, rows = table("AQ-1")
    assert [row["measure"] for row in rows] == ["pm2_5", "pm10", "so2", "no2", "co", "o3"]
    assert rows[0] == {
        "begins": "2026-11-23T14:00:00+08:00",
        "ends": "2026-11-23T15:00:00+08:00",
        "measure": "pm2_5",
        "value": "33.333",
        "had": "50",
        "unit": "µg/m³",
        "aqi": "48",
        "level": "1",
        "primary": "",
        "reference": "1",
    }
    assert (rows[1]["value"], rows[1]["had"], rows[4]["unit"]) == ("", "0", "mg/m³")


@pytest.mark.parametrize(
    ("kind", "measures", "unit"),
    [("noise", {"leq_db": 50}, "dB(A)"), ("water", {"turbidity_ntu": 0.2}, "NTU")],
)
def test_a_table_has_units_and_says_what_is_a_reference(register, passes, kind, measures, unit):
    register("XX-1", kind)
    passes("XX-1", TWO, measures)
    _, rows = table("XX-1")
    assert {(row["unit"], row["reference"], row["aqi"]) for row in rows} == {(unit, "1", "")}


def test_history_is_asked_of_a_span_that_ends(register, ask):
    register("AQ-1", "air")
    for begins, code in ((TWO + DAY, "ends-before"), (TWO - 500 * DAY, "span-too-long")):
        query = {"from": begins.isoformat(), "to": TWO.isoformat()}
        status, said = ask("GET", "stations/AQ-1/history", query=query)
        assert (status, said["errors"][0]["code"]) == (422, code)


def test_stations_of_a_place_of_any_width_are_public(register, ask):
    register("AQ-1", "air")
    register("NS-1", "noise", community="140106001001")
    for place, found in ((HERE, ["AQ-1"]), ("140105000000", ["AQ-1"]), (CITY, ["AQ-1", "NS-1"])):
        items = ask("GET", "stations", query={"place": place})[1]["items"]
        assert [one["id"] for one in items] == found
    items = ask("GET", "stations", query={"place": CITY, "kind": "noise"})[1]["items"]
    assert [one["id"] for one in items] == ["NS-1"]


def test_an_hour_of_a_station_is_six_calls(register, measure, sweep, now, calls):
    register("AQ-1", "air")
    now(TWO + timedelta(minutes=55))
    measure("AQ-1", TWO, {"pm2_5": 20})
    calls.clear()
    assert sweep()["driven"] == 0
    idle = Counter(calls)  # how the sweeper finds what is due
    now(TWO + timedelta(minutes=66))
    calls.clear()
    assert sweep()["driven"] == 1
    assert Counter(calls) - idle == {"GetItem": 3, "Query": 2, "TransactWriteItems": 1}


def test_a_long_history_comes_in_pages_each_hour_once(register, now, sweep, ask):
    register("AQ-1", "air")
    now(TWO + 5 * DAY + timedelta(minutes=6))
    for _ in range(5):
        sweep()
    query = {"from": TWO.isoformat()}
    begins = []
    for pages in (100, 20):
        page = ask("GET", "stations/AQ-1/history", query=query)[1]
        assert len(page["items"]) == pages
        begins += [one["begins"] for one in page["items"]]
        query["from"] = page["next"]
    assert query["from"] is None
    assert len(set(begins)) == 120
    headers, _ = table("AQ-1")
    assert headers["Link"].endswith('&span=hour&format=csv>; rel="next"')
    path = "/v1/environment/stations/AQ-1/history"
    assert headers["Link"].startswith(f"<{path}?from=2026-11-27T")
