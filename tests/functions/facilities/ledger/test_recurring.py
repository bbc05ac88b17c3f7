"""What is found after a hazard was stated to be gone is not closed together with it."""

import pytest

HERE = "140105001001"
HYDRANT = {"where": {"asset_id": "HY-001"}}
COVER = {"category": "cover_open", "where": {"asset_id": "MH-001"}}
GONE = ("assign", "repair", "verify")


@pytest.fixture(autouse=True)
def assets(register):
    register("HY-001", "hydrant")
    register("MH-001", "manhole")


@pytest.fixture
def one(person):
    return lambda hazard: person("li").get(f"hazards/{hazard}")[1]


@pytest.fixture
def seen(person):
    """seen("gao") -> the ids of what is proposed to a resident who stands there."""

    def near(sub):
        spot = {"community": HERE, "category": "hydrant", "lat": 37.79, "lon": 112.55}
        return [one["id"] for one in person(sub).get("hazards/similar", **spot)[1]["items"]]

    return near


def test_a_sensor_that_finds_a_verified_hazard_again_has_an_entry_of_its_own(
    report, work, sense, one, person
):
    first = report(**HYDRANT)["id"]
    work(first, *GONE)
    again = sense("HazardFound")
    assert (one(again)["joined_to"], one(again)["recurrence"]) == (None, 1)
    work(first, "close")
    listed = person("li").get("ledger", community=HERE)[1]["items"]
    assert [(entry["id"], entry["state"]) for entry in listed] == [(again, "open")]


@pytest.mark.parametrize("named", [True, False])
def test_who_reports_it_after_the_verification_is_not_told_that_it_is_closed(
    named, report, work, person
):
    first = report(**HYDRANT)["id"]
    work(first, *GONE)
    second = report("bai", **({"join": first} if named else HYDRANT))
    work(first, "close")
    mine = person("bai").get(f"reports/{second['id']}")[1]
    assert (mine["joined"], mine["state"]) == (False, "open")


def test_until_the_verification_it_is_the_same_hazard(report, work):
    first = report(**HYDRANT)["id"]
    work(first, "assign", "repair")
    assert report("bai", **HYDRANT)["joined"] is True


def test_a_verified_hazard_is_proposed_to_staff_only(report, work, seen, one):
    first = report()["id"]
    assert seen("bai") == [first]
    work(first, *GONE)
    assert seen("bai") == []
    second = report("bai")["id"]
    assert [near["id"] for near in one(second)["candidates"]] == [first]


def test_it_is_not_closed_over_a_sensor_that_is_abnormal_again_but_repaired_again(
    report, work, sense, person, one
):
    first = report(**HYDRANT)["id"]
    sensed = sense("HazardFound", version=1)
    sense("HazardCleared", version=2)
    assert one(sensed)["joined_to"] == first
    work(first, *GONE)
    sense("HazardWorsened", version=3)
    refused = person("li").post(f"hazards/{first}/closures", {"note": "归档"})
    assert (refused[0], refused[1]["code"]) == (409, "sensor-abnormal")
    still = {"note": "又漏了", "gone": False}
    status, back = person("li").post(f"hazards/{first}/verifications", still)
    assert (status, back["kind"], back["assignee"]) == (201, "returned", "wang")
    assert (one(first)["state"], one(first)["verifier"]) == ("assigned", None)
    sense("HazardCleared", version=4)
    assert work(first, "repair", "verify", "close")["state"] == "closed"


@pytest.fixture
def told_gone(report, incident, person):
    """told_gone() -> a report of an open manhole, handled, and gone according to an inspector."""

    def led():
        made = report(**COVER)["id"]
        incident("IncidentRaised", made)
        incident("IncidentHandled", made, handler="wang")
        seen = {"note": "井盖已盖好", "gone": True}
        assert person("liu").post(f"hazards/{made}/inspections", seen)[0] == 201
        return made

    return led


def test_who_reports_it_after_the_inspection_has_somebody_sent(
    told_gone, report, incident, person, said
):
    first = told_gone()
    second = report("bai", **COVER)
    incident("IncidentClosed", first)
    mine = person("bai").get(f"reports/{second['id']}")[1]
    assert (mine["joined"], mine["state"]) == (False, "open")
    assert {one["hazard_id"] for one in said("HazardFound")} == {first, second["id"]}


@pytest.mark.parametrize("back", ["inspection", "incident"])
def test_if_it_was_back_by_then_it_is_the_same_hazard(back, told_gone, report, incident, person):
    first = told_gone()
    if back == "incident":
        incident("IncidentReopened", first)
    else:
        person("liu").post(f"hazards/{first}/inspections", {"note": "又打开了", "gone": False})
    assert report("bai", **COVER)["joined"] is True


def test_what_a_sensor_found_is_gone_once_it_was_handled_and_reads_normal(sense, incident, report):
    manhole = {"asset_id": "MH-001", "kind": "manhole", "measure": "tilt_degrees"}
    about = {"raises": "incident", "category": "A4.3", **manhole}
    hazard = sense("HazardFound", **about, version=1)
    sense("HazardCleared", **about, version=2)
    assert report(**COVER)["joined"] is True
    incident("IncidentHandled", hazard, handler="wang")
    assert report("bai", **COVER)["joined"] is False
