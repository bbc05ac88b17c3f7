"""From a device's message to what the feature makes known."""

from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime.now(UTC).replace(microsecond=0)
HERE, THERE = "140105001001", "140105001002"
TAKEN = {"batchItemFailures": []}


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def test_a_tilted_cover_is_found_by_its_sensor_and_seen_by_people(register, send, ask, told):
    register("MH-001", "manhole", grid=f"{HERE}003")
    assert send("MH-001", "alarm", (ago(1), {"tilt_degrees": 31.5}), repeat=2) == TAKEN
    [[name, found]] = told()
    assert (name, found["asset_id"], found["limit_id"]) == ("HazardFound", "MH-001", "MH1-tilt")
    assert (found["grid"], found["raises"], found["version"]) == (f"{HERE}003", "incident", 1)
    status, seen = ask("GET", "assets/MH-001")
    assert status == 200, seen
    assert seen["hazards"]["tilt_degrees"]["id"] == found["hazard_id"]
    assert seen["latest"]["tilt_degrees"][1] == 31.5


def test_alarms_and_readings_of_one_device_make_one_hazard(register, send, told):
    register("GD-001", "gas_detector")
    send("GD-001", "reading", (ago(9), {"lel_percent": 6}), (ago(5), {"lel_percent": 9}))
    send("GD-001", "alarm", (ago(3), {"lel_percent": 22}))
    send("GD-001", "reading", (ago(4), {"lel_percent": 8}))
    assert [name for name, _ in told()] == ["HazardFound", "HazardWorsened"]
    assert len({fact["hazard_id"] for _, fact in told()}) == 1


@pytest.mark.parametrize("community", [HERE, THERE])
def test_messages_of_an_unknown_asset_or_of_another_community_wait_in_quarantine(
    register, send, ask, told, community
):
    if community == THERE:
        register("HY-001", "hydrant")
    sent = (ago(1), {"pressure_mpa": 0.05})
    assert send("HY-001", "alarm", sent, community=community, repeat=2) == TAKEN
    assert told() == []
    status, kept = ask("GET", "quarantine")
    assert status == 200, kept
    [one] = kept["items"]
    assert (one["why"], one["queue"]) == ("unknown-device", "alarm")
    assert "text" not in one


def test_the_history_of_an_asset_is_shown_in_pages(register, send, ask, monkeypatch):
    from functions.facilities.assets import store

    monkeypatch.setattr(store, "PAGE", 2)
    register("HY-001", "hydrant")
    send("HY-001", "reading", (ago(3), {"pressure_mpa": 0.05}), (ago(2), {"pressure_mpa": 0.3}))
    seen, after = [], ""
    for _ in range(4):
        status, page = ask("GET", "assets/HY-001/history", query={"after": after})
        assert status == 200, page
        seen += [(line["what"], line["by"]) for line in page["items"]]
        after = page["next"]
        if after is None:
            break
    by = "HY-001"
    assert seen == [("registered", "founder"), ("found", by), ("cleared", by), ("settled", by)]


def test_a_message_that_alternates_fifty_times_in_two_measures_is_taken_whole(
    register, send, ask, told, monkeypatch
):
    from functions.facilities.assets import store

    monkeypatch.setattr(store, "PAGE", 2)
    register("MH-001", "manhole")
    wild = [{"tilt_degrees": 40 * (n % 2), "level_percent": 85 * (n % 2)} for n in range(50)]
    samples = [(ago(60 - n), measures) for n, measures in enumerate(wild)]
    assert send("MH-001", "reading", *samples) == TAKEN
    names = [name.removeprefix("Hazard").lower() for name, _ in told()]
    assert len(names) > 100
    seen, after = [], ""
    while after is not None:
        page = ask("GET", "assets/MH-001/history", query={"after": after})[1]
        seen, after = [*seen, *page["items"]], page["next"]
    assert [line["what"] for line in seen] == ["registered", *names]
    middle = ask("GET", "assets/MH-001/history", query={"after": seen[9]["id"]})[1]
    assert middle["items"][0] == seen[10]


def test_only_assets_with_open_hazards_are_listed(register, send, ask):
    register("HY-001", "hydrant")
    register("HY-002", "hydrant")
    for hydrant, minutes in (("HY-001", 5), ("HY-002", 9)):
        send(hydrant, "reading", (ago(minutes), {"pressure_mpa": 0.05}))
    listed = ask("GET", "hazards", query={"community": HERE})[1]
    assert [one["asset_id"] for one in listed["items"]] == ["HY-002", "HY-001"]
    assert "tracks" not in listed["items"][0]
    send("HY-002", "reading", (ago(1), {"pressure_mpa": 0.2}))
    listed = ask("GET", "hazards", query={"community": HERE})[1]
    assert [one["asset_id"] for one in listed["items"]] == ["HY-001"]


@pytest.mark.parametrize("name", ["IncidentClosed", "HazardReleased"])
def test_a_closed_incident_settles_its_hazard_and_a_strange_fact_waits(
    name, register, send, hear, ask, told, row
):
    register("MH-001", "manhole")
    send("MH-001", "alarm", (ago(9), {"tilt_degrees": 40}), (ago(5), {"tilt_degrees": 0}))
    found = told()[0][1]
    closed = {
        "incident_id": "I1",
        "subject": "MH-001",
        "hazard_id": found["hazard_id"],
        "measure": "tilt_degrees",
        "hazard_at": found["at"],
        "community": HERE,
        "at": NOW.isoformat(),
    }
    closing = (name, closed)
    strange = (name, {"nonsense": True})
    other = (name, {**closed, "hazard_id": "another"})
    assert hear(other) == TAKEN
    assert ask("GET", "assets/MH-001")[1]["hazards"] != {}
    assert hear(closing, strange, closing) == TAKEN
    assert ask("GET", "assets/MH-001")[1]["hazards"] == {}
    assert [name for name, _ in told()] == ["HazardFound", "HazardCleared", "HazardSettled"]
    assert row.count("quarantine#f1") == 1


def test_what_is_due_of_an_asset_is_looked_at_and_changes_nothing_else(register, send, told, row):
    from functions.facilities.signals import acts

    register("MH-001", "manhole")
    send("MH-001", "alarm", (ago(9), {"tilt_degrees": 40}))
    before = row.get("asset#MH-001", "condition").version
    acts.wake("asset#MH-001", "condition")
    assert row.get("asset#MH-001", "condition").version == before
    assert [name for name, _ in told()] == ["HazardFound"]


def test_a_rule_that_ends_ends_its_mere_hazards_by_the_sweeper(
    register, send, told, row, monkeypatch
):
    from functions.facilities.hazards import held, known, life
    from functions.facilities.signals import acts
    from linli.wall import CHINA

    register("HY-001", "hydrant")
    today = datetime.now(CHINA).date()
    send("HY-001", "alarm", (ago(24 * 60), {"pressure_mpa": 0.05}))
    ended = [
        one.model_copy(update={"effective_to": today - timedelta(days=1)}) for one in known.LIMITS
    ]
    monkeypatch.setattr(held, "HELD", life.holding(ended))
    send("HY-001", "alarm", (ago(23 * 60), {"pressure_mpa": 0.06}))
    acts.wake("asset#HY-001", "condition")
    assert [name for name, _ in told()] == ["HazardFound", "HazardCleared", "HazardSettled"]
