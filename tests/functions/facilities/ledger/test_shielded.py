"""What is shielded on purpose has an approver and an end, as its registered test has."""

from datetime import UTC, datetime, timedelta

import pytest

HERE = "140105001001"
SHIELDED = {
    "asset_id": "SD-001",
    "kind": "fire_detector",
    "measure": "shielded",
    "value": 1,
    "category": "A6",
    "limit_id": "FD-shielded",
    "within_hours": 24,
}


@pytest.fixture
def window(person, register):
    """A test of the detector, which chen asks for and xue approves, or not."""
    register("SD-001", "fire_detector", zone="3F", building="B1")

    def window(*, approved):
        now = datetime.now(UTC)
        body = {"community": HERE, "zone": "3F", "building": "B1", "reason": "装修动火"}
        times = {"from": now - timedelta(hours=1), "until": now + timedelta(hours=6)}
        body |= {name: at.isoformat() for name, at in times.items()}
        status, asked = person("chen").post("windows", body)
        assert status == 201, asked
        if approved:
            assert person("xue").post(f"windows/{asked['id']}/approvals", {})[0] == 201
        return datetime.fromisoformat(asked["until"])

    return window


def listed(person, hazard):
    return person("li").get(f"hazards/{hazard}")[1]


def deadline(entry):
    return datetime.fromisoformat(entry["deadline"])


def test_in_an_approved_test_it_names_who_approved_it_and_is_late_from_its_end_on(
    window, sense, person, sweep, advance, said
):
    until = window(approved=True)
    entry = listed(person, sense("HazardFound", **SHIELDED))
    assert (entry["state"], entry["approver"]) == ("open", "xue")
    assert deadline(entry) == datetime.fromisoformat(entry["approved_until"]) == until
    advance(HERE, 5 * 3600)
    sweep()
    assert said("HazardOverdue") == []
    advance(HERE, 1 * 3600 + 60)
    sweep()
    assert [one["hazard_id"] for one in said("HazardOverdue")] == [entry["id"]]


@pytest.mark.parametrize("asked", [True, False])
def test_what_nobody_has_approved_is_a_hazard_of_a_day(asked, window, sense, person):
    if asked:
        window(approved=False)
    entry = listed(person, sense("HazardFound", **SHIELDED))
    assert (entry["approver"], entry["approved_until"]) == (None, None)
    left = deadline(entry) - datetime.now(UTC)
    assert timedelta(hours=23) < left <= timedelta(hours=24, seconds=1)


def test_a_test_makes_nothing_else_so(window, sense, person):
    window(approved=True)
    fault = {"measure": "fault", "limit_id": "FD-fault"}
    assert listed(person, sense("HazardFound", **SHIELDED | fault))["approver"] is None
