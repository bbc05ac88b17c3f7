"""The ledger keeps in step with sensors, in whatever order they are heard, and with incidents."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

HERE = "140105001001"
LIFE = ("HazardFound", "HazardWorsened", "HazardCleared", "HazardSettled")


@pytest.fixture(autouse=True)
def assets(register):
    register("HY-001", "hydrant")
    register("MH-001", "manhole")


def one(person, hazard, sub="li"):
    return person(sub).get(f"hazards/{hazard}")[1]


def test_what_a_sensor_found_is_listed_and_what_it_settled_is_over(sense, person):
    hazard = sense("HazardFound")
    listed = one(person, hazard)
    assert (listed["found_by"], listed["category"], listed["where"]["address"]) == (
        "sensor",
        "hydrant",
        "学府街1号",
    )
    assert listed["deadline"]
    assert listed["led_by"] == "ledger"
    sense("HazardSettled")
    assert one(person, hazard)["state"] == "closed"


@pytest.mark.parametrize("order", list(permutations(LIFE)))
def test_the_order_in_which_they_are_heard_makes_no_difference(sense, person, order):
    for name in order:
        hazard = sense(name, version=LIFE.index(name) + 1)
        sense(name, version=LIFE.index(name) + 1)
    assert one(person, hazard)["state"] == "closed"


def test_what_gets_worse_must_be_repaired_by_the_stricter_limit(sense, person):
    """A lift's fault, 24 hours, in which somebody then presses the alarm: 2 hours."""
    hazard = sense("HazardFound", within_hours=24)
    usual = one(person, hazard)["deadline"]
    sense("HazardWorsened", within_hours=2)
    soon = one(person, hazard)["deadline"]
    gone = datetime.fromisoformat(usual) - datetime.fromisoformat(soon)
    assert timedelta(hours=21, minutes=59) < gone < timedelta(hours=22)
    sense("HazardWorsened", within_hours=24)  # it was normal and is back
    assert one(person, hazard)["deadline"] == soon


def test_what_goes_back_has_as_long_as_its_limit_says(sense, person, work):
    """A row of lamps: 4 hours, and not the days that its severity has."""
    hazard = sense("HazardFound", within_hours=4)
    work(hazard, "assign", "repair")
    still = {"note": "还不亮", "gone": False}
    assert person("li").post(f"hazards/{hazard}/verifications", still)[0] == 201
    left = datetime.fromisoformat(one(person, hazard)["deadline"]) - datetime.now(UTC)
    assert timedelta(hours=3, minutes=50) < left < timedelta(hours=4, minutes=1)


def test_an_older_word_that_comes_late_changes_nothing(sense, person):
    hazard = sense("HazardFound", version=1, raises="incident")
    sense("HazardCleared", version=3)
    sense("HazardWorsened", version=2, raises="incident")
    listed = one(person, hazard)
    assert listed["normal"] is True
    assert [line["kind"] for line in listed["timeline"]] == ["found", "normal"]


def test_one_version_may_say_two_things_and_the_last_of_them_holds(sense, person):
    for name in ("HazardSettled", "HazardFound"):
        hazard = sense(name, version=7)
    assert one(person, hazard)["state"] == "closed"


def test_what_raises_an_incident_is_shown_with_it_and_worked_on_there(sense, person, incident):
    hazard = sense("HazardFound", raises="incident")
    person("wang")
    for act, body in (
        ("assignments", {"assignee": "wang"}),
        ("closures", {"note": "好了"}),
    ):
        sub = "chen" if act == "assignments" else "li"
        assert person(sub).post(f"hazards/{hazard}/{act}", body)[1]["code"] == "with-incident"
    incident("IncidentRaised", hazard)
    assert one(person, hazard)["incident_id"] == "1c" * 13
    sense("HazardCleared")
    assert (one(person, hazard)["state"], one(person, hazard)["normal"]) == ("open", True)
    sense("HazardSettled")
    assert one(person, hazard)["state"] == "closed"


def test_a_repair_of_before_is_none_of_the_incident_that_its_sensor_raises(
    sense, person, work, incident
):
    hazard = sense("HazardFound")
    work(hazard, "assign", "repair")
    sense("HazardWorsened", raises="incident")
    assert one(person, hazard)["repairer"] is None
    incident("IncidentRaised", hazard)
    incident("IncidentHandled", hazard, handler="wang")
    listed = one(person, hazard)
    assert listed["repairer"] == "wang"
    assert [line["kind"] for line in listed["timeline"]][-1] == "incident-handled"


def test_a_mere_hazard_that_gets_worse_leaves_what_it_was_joined_to(sense, report, person, said):
    report(where={"asset_id": "HY-001"})
    hazard = sense("HazardFound")
    assert one(person, hazard)["joined_to"]
    sense("HazardWorsened", raises="incident")
    after = one(person, hazard)
    assert (after["joined_to"], after["led_by"]) == (None, "incident")
    assert [one["hazard_id"] for one in said("HazardParted")] == [hazard]


def test_a_report_of_an_asset_follows_the_incident_that_its_sensor_raises(sense, report, person):
    made = report(category="cover_broken", where={"asset_id": "MH-001"})
    manhole = {"asset_id": "MH-001", "kind": "manhole", "measure": "tilt_degrees"}
    report_of = report(category="other", where={"asset_id": "MH-001"})
    hazard = sense("HazardFound", raises="incident", category="A4.3", **manhole)
    assert one(person, made["id"])["joined_to"] is None  # another kind of thing
    assert one(person, report_of["id"])["joined_to"] is None
    second = report("bai", category="cover_open", where={"asset_id": "MH-001"})
    assert one(person, second["id"])["joined_to"] == hazard


def test_what_is_joined_to_an_open_report_is_verified_only_when_its_sensor_is_normal(
    sense, report, person, photo
):
    made = report(where={"asset_id": "HY-001"})
    sense("HazardFound")
    person("wang")
    path = f"hazards/{made['id']}"
    assert person("chen").post(f"{path}/assignments", {"assignee": "wang"})[0] == 201
    person("wang").post(f"{path}/repairs", {"note": "修好了", "photos": [photo("wang")]})
    refused = person("liu").post(f"{path}/verifications", {"note": "看过了"})
    assert refused[1]["code"] == "sensor-abnormal"
    sense("HazardSettled")
    assert person("liu").post(f"{path}/verifications", {"note": "看过了"})[0] == 201


def test_a_drill_is_no_hazard(sense, person):
    hazard = sense("HazardFound", drill=True)
    assert person("li").get(f"hazards/{hazard}")[0] == 404


def test_an_incident_that_people_raised_is_cleared_by_an_inspector_and_closes_the_entry(
    report, person, incident, said
):
    made = report(category="gas_smell")["id"]
    incident("IncidentRaised", made)
    incident("IncidentHandled", made, handler="wang")
    path = f"hazards/{made}/inspections"
    own = person("wang").post(path, {"note": "没味道了", "gone": True})
    assert (own[0], own[1]["code"]) == (403, "own-work")
    assert person("liu").post(path, {"note": "没味道了", "gone": True})[0] == 201
    (cleared,) = said("HazardCleared")
    (found,) = said("HazardFound")
    assert (cleared["hazard_id"], cleared["version"] > found["version"]) == (made, True)
    assert cleared["at"] > found["at"]
    incident("IncidentClosed", made)
    assert one(person, made)["state"] == "closed"
    assert [detail["hazard_id"] for detail in said("HazardSettled")] == [made]
    assert [line["kind"] for line in person("gao").get(f"reports/{made}")[1]["timeline"]] == [
        "found",
        "incident",
        "incident-handled",
        "closed",
    ]
    told = [o["template"] for o in said("NoticeAsked") if o["person"] == "gao"]
    assert told == ["facilities.report-handled", "facilities.report-closed"]


def test_what_is_there_again_says_so_and_comes_back_once(report, person, said):
    made = report(category="gas_smell")["id"]
    path = f"hazards/{made}/inspections"
    for gone in (True, False, False):
        assert person("liu").post(path, {"note": "看过", "gone": gone})[0] == 201
    assert [one["episode"] for one in said("HazardWorsened")] == [1]


def test_what_a_sensor_found_no_inspector_clears(sense, person):
    hazard = sense("HazardFound", raises="incident")
    answer = person("liu").post(f"hazards/{hazard}/inspections", {"note": "看过", "gone": True})
    assert answer[1]["code"] == "not-to-inspect"


def test_incidents_of_others_concern_nobody_here(incident, person):
    incident("IncidentRaised", "ab" * 13)
    assert person("li").get(f"hazards/{'ab' * 13}")[0] == 404
