"""What a device measured: what it cannot have is kept apart, and a person's is for few."""

from datetime import UTC, datetime, timedelta

import pytest

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
METER, WRIST = "WM-WC-001", "WR-WC-001"
ALL = {"measure": "flow_m3_h", "from": AT.isoformat()}
HEART = {"measure": "heart_per_min", "from": AT.isoformat()}


def waiting(ask):
    return [one["why"] for one in ask("GET", "/quarantine", sub="city")[1]["items"]]


@pytest.mark.parametrize(
    ("measures", "why"),
    [
        ({"flow_m3_h": 0.1, "wind_m_s": 2}, "unknown-measure"),
        ({"flow_m3_h": 100.1}, "out-of-range"),
        ({"flow_m3_h": -0.1}, "out-of-range"),
    ],
)
def test_what_cannot_have_been_measured_waits_and_its_neighbours_go_on(
    register, send, ask, now, measures, why
):
    register()
    now(AT + MINUTE)
    assert send(METER, (AT, measures)) == []
    assert send(METER, (AT, {"flow_m3_h": 100})) == []
    assert waiting(ask) == [why]
    items = ask("GET", f"/{METER}/readings", sub="grid_worker", query=ALL)[1]["items"]
    assert [one["high"] for one in items] == [100]


def test_another_features_device_is_unknown_here(register, send, ask):
    register("MH-WC-001", "manhole")
    send("MH-WC-001", (AT, {"tilt_degrees": 1}))
    assert waiting(ask) == ["unknown-device"]


def test_a_history_shows_steps_and_gaps_and_the_newest_is_by_event_time(register, send, ask, now):
    register("KI-WC-001", "kiosk")
    now(AT + HOUR)
    send("KI-WC-001", *((AT + n * MINUTE, {"paper_percent": 50 + n}) for n in range(16)))
    send("KI-WC-001", (AT + 40 * MINUTE, {"paper_percent": 40}))
    send("KI-WC-001", (AT + 20 * MINUTE, {"paper_percent": 60}))  # late
    query = {"measure": "paper_percent", "from": AT.isoformat(), "step": "15min"}
    said = ask("GET", "/KI-WC-001/readings", sub="official", query=query)[1]
    assert [one["count"] for one in said["items"]] == [15, 2, 1, 0]
    assert said["items"][0]["high"] == 64
    assert said["items"][3]["missing"] > 0
    assert said["next"] is None
    latest = ask("GET", "/KI-WC-001/latest", sub="official")[1]
    assert latest["measures"] == {"paper_percent": 40}


def test_it_is_a_table_too(register, send, call, now):
    from functions.devices import api
    from tests.gateway import CONTEXT, event

    register()
    now(AT + HOUR)
    send(METER, (AT, {"flow_m3_h": 0.5}))
    query = {**ALL, "format": "csv"}
    asked = event(
        "GET", f"/v1/devices/{METER}/readings", None, query=query, claims={"sub": "official"}
    )
    answer = api.handler(asked, CONTEXT)
    head, line = answer["body"].splitlines()
    assert head.startswith("\ufeffbegins,low,high,mean")
    assert line.startswith("2026-11-23T06:00:00Z,0.5,0.5,0.5")


def test_what_a_person_wears_is_not_for_all_staff_and_each_look_stays(register, send, ask, now):
    register(WRIST, "wearable")
    now(AT + HOUR)
    send(WRIST, (AT, {"heart_per_min": 71}))
    for role in ("city", "property_manager", "official", "community_worker"):
        assert ask("GET", f"/{WRIST}/readings", sub=role, query=HEART)[0] == 403
        assert ask("GET", f"/{WRIST}/latest", sub=role)[0] == 403
        assert ask("GET", f"/{WRIST}/alarms", sub=role)[0] == 403
        for tells in ("presence", "twin", "commands", "history"):
            assert ask("GET", f"/{WRIST}/{tells}", sub=role)[0] == 403
    path, visit = f"/{WRIST}/personal-readings", {"linli_purpose": "visit"}
    assert ask("GET", path, sub="community_worker", query=HEART)[1]["code"] == "purpose-missing"
    assert ask("GET", path, sub="official", query=HEART, **visit)[0] == 403
    assert ask("GET", path, sub="grid_worker", query=HEART, **visit)[0] == 403
    said = ask("GET", path, sub="community_worker", query=HEART, **visit)[1]
    assert [one["mean"] for one in said["items"]] == [71]
    incident = {"linli_purpose": "incident"}
    assert ask("GET", f"/{WRIST}/personal-alarms", sub="grid_worker", **incident)[0] == 200
    looks = ask("GET", f"/{WRIST}/looks", sub="official")[1]["items"]
    assert [(one["by"], one["purpose"], one["what"]) for one in looks] == [
        ("grid_worker", "incident", "alarms"),
        ("community_worker", "visit", "readings"),
    ]


def test_a_water_meter_is_nobodys_home(register, ask, now):
    register()
    query = {"linli_purpose": "visit", "query": ALL}
    assert ask("GET", f"/{METER}/personal-readings", sub="community_worker", **query)[0] == 403
