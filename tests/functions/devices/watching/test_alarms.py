"""Alarms by the rules of kinds: told once, corrected in the open, and ended by people."""

from datetime import UTC, datetime, timedelta

from tests.functions.devices.conftest import HERE

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
KIOSK, HOME, WRIST, METER = "KI-WC-001", "HS-WC-001", "WR-WC-001", "WM-WC-001"


def names(told):
    return [name for name, _ in told]


def test_what_is_calm_is_kept_and_nothing_more(register, send, facts, calls):
    register(KIOSK, "kiosk")
    calls.clear()
    assert send(KIOSK, (AT, {"paper_percent": 80})) == []
    assert "TransactWriteItems" not in calls
    assert "PutItem" not in calls
    assert facts() == []


def test_an_alarm_is_a_hazard_with_all_that_others_need(register, send, facts):
    register(KIOSK, "kiosk", building="1号楼")
    send(KIOSK, (AT, {"paper_percent": 8}))
    [(name, said)] = facts()
    assert name == "DeviceAlarmRaised"
    wanted = {"asset_id": KIOSK, "kind": "kiosk", "measure": "paper_percent", "value": 8.0}
    wanted |= {"raises": "hazard", "priority": "P4", "limit_id": "KI-paper", "building": "1号楼"}
    wanted |= {"article": "local", "verified": False, "drill": False, "level": 1}
    assert wanted.items() <= said.items()


def test_it_clears_behind_its_own_limit_only_and_is_over(register, send, facts, ask, now):
    register(KIOSK, "kiosk")
    for n, value in enumerate((8, 20, 9, 60)):
        now(AT + n * MINUTE)
        send(KIOSK, (AT + n * MINUTE, {"paper_percent": value}), seq=n)
        send(KIOSK, (AT + n * MINUTE, {"paper_percent": value}), seq=n)
    expected = ["DeviceAlarmRaised", "DeviceAlarmCleared", "DeviceAlarmSettled"]
    assert names(facts()) == expected
    [alarm] = ask("GET", f"/{KIOSK}/alarms", sub="grid_worker")[1]["items"]
    assert alarm["onset"] < alarm["ended_at"]
    assert (alarm["level"], alarm["withdrawn"]) == (1, False)


def test_late_samples_correct_what_was_told_and_it_says_so(register, send, facts, now):
    register(KIOSK, "kiosk")
    now(AT + HOUR)
    send(KIOSK, (AT + 30 * MINUTE, {"paper_percent": 8}))
    send(KIOSK, (AT + 10 * MINUTE, {"paper_percent": 9}))
    (_, first), (name, said) = facts()
    assert name == "DeviceAlarmCorrected"
    assert said["hazard_id"] == first["hazard_id"]
    assert (said["was_onset"], said["onset"]) == (first["onset"], "2026-11-23T06:10:00Z")
    assert said["at"] > first["at"]


def test_an_absence_that_was_only_late_is_withdrawn(register, send, facts, now, sweep):
    register(HOME, "home_sensor")
    send(HOME, (AT, {"moves": 3}))
    now(AT + 13 * HOUR)
    sweep()
    assert names(facts()) == ["DeviceAlarmRaised"]
    late = [(AT + n * HOUR, {"moves": 1}) for n in range(1, 13)]
    send(HOME, *late)
    assert names(facts()) == ["DeviceAlarmRaised", "DeviceAlarmWithdrawn"]
    now(AT + 24 * HOUR)
    sweep()
    assert len(facts()) == 2


def test_a_home_that_is_still_for_a_day_is_an_incident(register, send, facts, now, sweep):
    register(HOME, "home_sensor")
    send(HOME, (AT, {"moves": 3}))
    for hours in (13, 25, 26):
        now(AT + hours * HOUR)
        sweep()
    assert names(facts()) == ["DeviceAlarmRaised", "DeviceAlarmWorsened"]
    assert (
        facts()[1][1] | {"raises": "incident", "measure": "personal", "priority": "P2"}
        == facts()[1][1]
    )


def test_water_that_runs_by_day_is_nothing_and_by_night_a_leak(register, send, facts, now, sweep):
    register(METER)
    midnight = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)  # in China
    for hour in range(-8, 8):
        now(midnight + hour * HOUR)
        send(METER, (now(), {"flow_m3_h": 0.3}))
        sweep()
    [(raised, said), *_] = facts()
    assert raised == "DeviceAlarmRaised"
    assert said["onset"] == "2026-11-23T20:00:00Z"  # four at night: for two hours
    assert names(facts())[1:] == ["DeviceAlarmCleared", "DeviceAlarmSettled"]


def test_people_end_what_does_not_clear_by_itself(register, send, facts, now, sweep, hear):
    register(WRIST, "wearable")
    for n in range(4):
        now(AT + n * MINUTE)
        send(WRIST, (now(), {"heart_per_min": 170}))
    sweep()
    assert names(facts()) == ["DeviceAlarmRaised"]
    now(AT + 10 * MINUTE)
    send(WRIST, (now(), {"heart_per_min": 80}))
    assert names(facts())[-1] == "DeviceAlarmCleared"
    now(AT + HOUR)
    closed = {"community": HERE, "at": now().isoformat(), "incident_id": "i", "subject": WRIST}
    closed |= {"hazard_id": facts()[0][1]["hazard_id"], "measure": "x", "hazard_at": AT.isoformat()}
    assert hear(("IncidentClosed", closed), ("HazardReleased", closed | {"hazard_id": "y"})) == []
    assert names(facts())[-1] == "DeviceAlarmSettled"


def test_of_a_sensor_that_is_out_of_order_it_is_over_and_a_later_violation_is_another(
    register, send, facts, ask, now, hear
):
    register(KIOSK, "kiosk")
    now(AT)
    send(KIOSK, (AT, {"paper_percent": 8}), seq=1)
    now(AT + HOUR)
    closed = {"community": HERE, "at": now().isoformat(), "incident_id": "i", "subject": KIOSK}
    closed |= {"hazard_id": facts()[0][1]["hazard_id"], "measure": "x", "hazard_at": AT.isoformat()}
    for fault in (False, True, True):
        assert hear(("IncidentClosed", closed | {"sensor_fault": fault})) == []
    assert names(facts()) == ["DeviceAlarmRaised", "DeviceAlarmSettled"]
    [alarm] = ask("GET", f"/{KIOSK}/alarms", sub="grid_worker")[1]["items"]
    assert alarm["ended_at"] is not None
    now(AT + 2 * HOUR)
    send(KIOSK, (AT + MINUTE, {"paper_percent": 7}), seq=2)
    assert len(facts()) == 2
    send(KIOSK, (now(), {"paper_percent": 8}), seq=3)
    assert names(facts())[2:] == ["DeviceAlarmRaised"]
    assert facts()[2][1]["hazard_id"] != closed["hazard_id"]


def test_what_was_measured_of_a_person_goes_to_nobody_by_its_alarm(
    register, send, facts, ask, now, sweep, hear
):
    register(WRIST, "wearable")
    for n in range(4):
        now(AT + n * MINUTE)
        send(WRIST, (now(), {"heart_per_min": 170}))
    sweep()
    gone = {"community": HERE, "at": now().isoformat(), "device_id": WRIST}
    assert hear(("DeviceRetired", gone | {"kind": "wearable", "owner": "devices"})) == []
    assert names(facts())[0] == "DeviceAlarmRaised"
    assert names(facts())[-1] == "DeviceAlarmSettled"
    for _, said in facts():
        assert (said["measure"], said["value"]) == ("personal", said["level"])
        assert "heart_per_min" not in str(said)
    path, visit = f"/{WRIST}/personal-alarms", {"linli_purpose": "visit"}
    [alarm] = ask("GET", path, sub="community_worker", **visit)[1]["items"]
    assert (alarm["measure"], alarm["value"]) == ("heart_per_min", 170)


def test_a_device_that_is_retired_ends_what_is_open(register, send, facts, ask, hear):
    register(KIOSK, "kiosk")
    send(KIOSK, (AT, {"paper_percent": 8}))
    ask("POST", f"/{KIOSK}/retirements", {"reason": "拆除"}, sub="city", if_match=1)
    gone = {"community": HERE, "at": AT.isoformat(), "device_id": KIOSK}
    gone |= {"kind": "kiosk", "owner": "devices"}
    assert hear(("DeviceRetired", gone), ("DeviceRetired", gone)) == []
    assert names(facts())[1:] == ["DeviceAlarmCleared", "DeviceAlarmSettled"]


def test_a_window_holds_back_what_is_new_and_a_test_makes_it_a_drill(
    register, send, facts, ask, now, sweep
):
    register(KIOSK, "kiosk")
    work = {"why": "maintenance", "from": AT.isoformat(), "reason": "换纸"}
    work |= {"until": (AT + HOUR).isoformat()}
    path, key = f"/{KIOSK}/windows", {"sub": "property_manager", "idempotency_key": "k" * 10}
    assert ask("POST", path, work, sub="grid_worker", idempotency_key="k" * 10)[0] == 403
    status, opened = ask("POST", path, work, **key)
    assert status == 201
    assert ask("POST", path, work, **key)[1] == opened
    send(KIOSK, (AT + MINUTE, {"paper_percent": 5}))
    now(AT + 2 * MINUTE)
    send(KIOSK, (now(), {"paper_percent": 5}))
    assert facts() == []
    over = ask("POST", f"{path}/{opened['id']}/endings", sub="property_manager")
    assert over[0] == 201
    now(AT + 3 * MINUTE)
    sweep()
    assert names(facts()) == ["DeviceAlarmRaised"]
    lines = ask("GET", f"/{KIOSK}/history", sub="official")[1]["items"]
    assert [line["what"] for line in lines][1:] == ["window-opened", "window-ended"]
    assert lines[1]["reason"] == "换纸"


def test_what_is_raised_in_a_test_is_a_drill(register, send, facts, ask, now):
    register(KIOSK, "kiosk")
    work = {"why": "test", "from": AT.isoformat(), "reason": "联调"}
    work |= {"until": (AT + HOUR).isoformat()}
    ask("POST", f"/{KIOSK}/windows", work, sub="city", idempotency_key="k" * 10)
    now(AT + MINUTE)
    send(KIOSK, (now(), {"paper_percent": 5}))
    assert [said["drill"] for _, said in facts()] == [True]


def test_no_window_is_of_the_past_or_without_end(register, ask, now):
    register(WRIST, "wearable")
    for begins, until, code in (
        (AT - HOUR, AT + HOUR, "in-the-past"),
        (AT, AT, "ends-before"),
        (AT, AT + 9 * HOUR, "window-too-long"),
    ):
        work = {"why": "test", "from": begins.isoformat(), "until": until.isoformat()}
        work["reason"] = "联调"
        said = ask(
            "POST", f"/{WRIST}/windows", work, sub="community_worker", idempotency_key="k" * 10
        )
        assert said[1]["code"] == code
