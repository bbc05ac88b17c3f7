"""A sensor that people call out of order is a hazard of its own, and what it reported is over."""

from datetime import UTC, datetime, timedelta

import pytest

HERE = "140105001001"
NOW = datetime.now(UTC).replace(microsecond=0)


def ago(minutes):
    return NOW - timedelta(minutes=minutes)


@pytest.fixture
def tilted(register, send, said):
    """A cover whose sensor read abnormal when it was heard last; -> the event of its hazard."""
    register("MH-001", "manhole", grid=f"{HERE}003")
    send("MH-001", "alarm", (ago(60), {"tilt_degrees": 40}))
    [found] = said("HazardFound")
    return found


@pytest.fixture
def end(hear):
    """end(found, sensor_fault=True): its incident was closed half an hour ago."""

    def closed(found, **more):
        about = {name: found[name] for name in ("community", "hazard_id", "measure")}
        about |= {"incident_id": "1c" * 13, "subject": found["asset_id"], "hazard_at": found["at"]}
        about |= {"at": ago(30).isoformat()}
        assert hear(("IncidentClosed", about | more))["batchItemFailures"] == []

    return closed


def faults(person):
    entries = person("li").get("ledger", community=HERE)[1]["items"]
    return [one for one in entries if one["category"] == "sensor_fault"]


def test_it_is_entered_once_to_be_repaired_like_any_other(tilted, end, person, photo):
    for _ in range(2):
        end(tilted, sensor_fault=True)
    [fault] = faults(person)
    where = (fault["where"]["asset_id"], fault["where"]["address"], fault["grid"])
    assert where == ("MH-001", "学府街1号", f"{HERE}003")
    assert (fault["state"], fault["severity"], fault["led_by"]) == ("open", "major", "ledger")
    path = f"hazards/{fault['id']}"
    person("wang")
    assert person("chen").post(f"{path}/assignments", {"assignee": "wang"})[0] == 201
    person("wang").post(f"{path}/repairs", {"note": "换电池", "photos": [photo("wang")]})
    assert person("liu").post(f"{path}/verifications", {"note": "看过了"})[0] == 201
    assert person("li").post(f"{path}/closures", {"note": "好了"})[0] == 201


def test_what_it_reported_is_over_although_it_never_read_normal(tilted, end, said):
    end(tilted)
    assert said("HazardSettled") == []
    end(tilted, sensor_fault=True)
    assert [one["hazard_id"] for one in said("HazardSettled")] == [tilted["hazard_id"]]
    assert said("HazardCleared") == []


def test_what_it_measured_before_the_closing_changes_nothing_more(tilted, end, send, said):
    end(tilted, sensor_fault=True)
    send("MH-001", "alarm", (ago(45), {"tilt_degrees": 50}))
    assert len(said("HazardFound")) == 1


def test_if_it_comes_back_abnormal_that_is_a_hazard_anew(tilted, end, send, said):
    end(tilted, sensor_fault=True)
    send("MH-001", "alarm", (ago(5), {"tilt_degrees": 40}))
    first, again = said("HazardFound")
    assert first["hazard_id"] != again["hazard_id"]
    assert (again["raises"], again["episode"]) == ("incident", 0)


def test_a_device_that_is_no_asset_is_entered_too(tilted, end, person):
    end(tilted | {"asset_id": "KI-WC-001", "hazard_id": "2b" * 13}, sensor_fault=True)
    [fault] = faults(person)
    assert (fault["where"]["asset_id"], fault["kind"]) == ("KI-WC-001", None)


def test_a_hazard_that_does_not_name_its_device_gives_it_away_to_nobody(tilted, end, person):
    end(tilted | {"asset_id": "personal", "hazard_id": "2b" * 13}, sensor_fault=True)
    assert faults(person) == []


@pytest.fixture
def repaired(register, send, hear, said, person, photo):
    """A hydrant whose repaired hazard no incident leads, and whose sensor reads low still."""
    register("HY-001", "hydrant")
    send("HY-001", "reading", (ago(60), {"pressure_mpa": 0.05}))
    [found] = said("HazardFound")
    hear(("HazardFound", found))
    path = f"hazards/{found['hazard_id']}"
    person("wang")
    assert person("chen").post(f"{path}/assignments", {"assignee": "wang"})[0] == 201
    work = {"note": "换阀", "photos": [photo("wang")]}
    assert person("wang").post(f"{path}/repairs", work)[0] == 201
    return path


FAULT = {"note": "水压正常", "sensor_fault": "压力表已坏"}


def test_a_hazard_that_no_incident_leads_is_closed_so_too(repaired, hear, said, send, person):
    refused = person("liu").post(f"{repaired}/verifications", {"note": "看过了"})
    assert (refused[0], refused[1]["code"]) == (409, "sensor-abnormal")
    status, fact = person("li").post(f"{repaired}/closures", FAULT)
    assert (status, fact["note"]) == (201, "水压正常; sensor fault: 压力表已坏")
    [closed] = said("HazardClosed")
    for _ in range(2):
        hear(("HazardClosed", closed))
    assert [one["where"]["asset_id"] for one in faults(person)] == ["HY-001"]
    assert len(said("HazardSettled")) == 1
    send("HY-001", "reading", (datetime.now(UTC), {"pressure_mpa": 0.05}))
    first, again = said("HazardFound")
    assert first["hazard_id"] != again["hazard_id"]


def test_a_hazard_that_its_sensor_lets_go_needs_no_such_reason(report, person, photo):
    path = f"hazards/{report()['id']}"
    person("wang")
    assert person("chen").post(f"{path}/assignments", {"assignee": "wang"})[0] == 201
    assert person("li").post(f"{path}/closures", FAULT)[1]["code"] == "wrong-state"
    person("wang").post(f"{path}/repairs", {"note": "换阀", "photos": [photo("wang")]})
    assert person("li").post(f"{path}/closures", FAULT)[1]["code"] == "sensor-normal"
