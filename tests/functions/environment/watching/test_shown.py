"""What everybody is shown of stations: the latest hour in words, and what it may come to there."""

from datetime import datetime, timedelta, timezone

import pytest

CHINA = timezone(timedelta(hours=8))
TWO = datetime(2026, 11, 23, 14, tzinfo=CHINA)
HERE = "140105001001"
REFERENCE = {"zh": "参考值", "en": "reference value"}


def stations(ask, **query):
    status, body = ask("GET", "stations", sub=None, query={"place": HERE, **query})
    assert status == 200, body
    return {one["id"]: one for one in body["items"]}


def station(ask, station_id):
    status, body = ask("GET", f"stations/{station_id}", sub=None)
    assert status == 200, body
    return body


def test_a_list_has_the_latest_hour_of_each(register, passes, ask):
    register("AQ-1", "air")
    register("NS-1", "noise")
    register("WQ-1", "water", water="river", target=3, controlled=True)
    passes("NS-1", TWO, {"leq_db": 58.2})
    passes("WQ-1", TWO + timedelta(hours=1), {"ammonia_n_mg_l": 0.9})
    passes("AQ-1", TWO + timedelta(hours=2), {"pm2_5": 60})
    found = stations(ask)
    assert found["AQ-1"]["level"]["zh"] == "良"
    assert found["AQ-1"]["latest"]["air"]["aqi"] == 100
    assert found["NS-1"]["reference"] == REFERENCE
    assert found["WQ-1"]["reference"] is None
    made = station(ask, "WQ-1")
    assert made["quality"] is None  # nothing was measured in its latest hour
    assert "advice" not in found["AQ-1"]
    assert station(ask, "AQ-1")["advice"]["article"] == "HJ 633-2026"


def test_surface_water_has_its_class_in_words(register, passes, ask):
    register("WQ-1", "water", water="river", target=3)
    passes("WQ-1", TWO, {"ammonia_n_mg_l": 0.9})
    assert station(ask, "WQ-1")["quality"] == {"zh": "Ⅲ类", "en": "class III"}


def test_before_its_first_hour_is_over_nothing_is_known(register, ask):
    register("AQ-1", "air")
    one = station(ask, "AQ-1")
    assert [one[name] for name in ("latest", "level", "quality", "advice")] == [None] * 4
    assert one["reference"] == REFERENCE


@pytest.mark.parametrize(
    ("kind", "more", "measure", "limits"),
    [
        ("air", {}, "pm2_5", []),
        ("noise", {"zone": "2"}, "leq", [("most", 60, "day"), ("most", 50, "night")]),
        ("noise", {"zone": "2"}, "l90", []),
        ("water", {"water": "tap"}, "ph", [("least", 6.5, None), ("most", 8.5, None)]),
        ("water", {"water": "tap"}, "turbidity_ntu", [("most", 1, None)]),
        ("water", {"water": "tap", "small": True}, "turbidity_ntu", [("most", 3, None)]),
        (
            "water",
            {"water": "lake", "target": 3},
            "phosphorus_mg_l",
            [("most", 0.05, None)],
        ),
        (
            "water",
            {"water": "river", "target": 2},
            "dissolved_oxygen_mg_l",
            [("least", 6, None)],
        ),
        ("water", {"water": "river", "target": 2}, "ph", [("least", 6, None), ("most", 9, None)]),
    ],
)
def test_each_measure_says_what_it_may_come_to_there(register, ask, kind, more, measure, limits):
    register("XX-1", kind, **more)
    known = station(ask, "XX-1")["measures"]
    [one] = [one for one in known if one["id"] == measure]
    assert [(each["bound"], each["value"], each["period"]) for each in one["limits"]] == limits
    assert all(each["article"] for each in one["limits"])
    assert one["zh"] != measure


def test_a_limit_that_nobody_read_is_not_verified(register, ask):
    register("WQ-1", "water")
    known = station(ask, "WQ-1")["measures"]
    assert not any(each["verified"] for one in known for each in one["limits"])


def test_a_retired_station_is_in_no_index(register, passes, ask, people):
    register("AQ-1", "air")
    passes("AQ-1", TWO, {"pm2_5": 60})
    card = {"name": "x", "point": {"lat": 1, "lon": 2}, "address": "x", "state": "retired"}
    assert ask("PUT", "stations/AQ-1", card, sub="official", if_match=1)[0] == 200
    assert ask("GET", "indexes", query={"place": HERE})[1]["items"] == []  # at once
    assert stations(ask) == {}
