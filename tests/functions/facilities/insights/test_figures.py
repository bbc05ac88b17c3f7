"""A hazard that is over is counted once; each figure says which hazards it is made of."""

import pytest

HERE = "140105001001"


@pytest.fixture(autouse=True)
def hydrants(register):
    for number in (1, 2):
        register(f"HY-00{number}", "hydrant", maker="太重")


@pytest.fixture
def over(sense, hear, said):
    """over("HY-001"): a hazard of it that its sensor found and settled, as the bus brings it."""
    numbers = iter(range(10, 99))

    def settled(asset="HY-001"):
        hazard = f"{next(numbers)}" * 13
        sense("HazardFound", hazard_id=hazard, asset_id=asset)
        sense("HazardSettled", hazard_id=hazard, asset_id=asset)
        return hazard

    return settled


@pytest.fixture
def count(hear, said):
    def brought(times=1):
        for detail in said("HazardClosed") * times:
            assert hear(("HazardClosed", detail))["batchItemFailures"] == []

    return brought


def figures(person, **query):
    return person("xue").get("figures", community=HERE, **query)[1]


def test_a_closed_hazard_is_counted_once_however_often_it_is_heard(over, count, person):
    over()
    count(times=3)
    for by, value in (("kind", "hydrant"), ("maker", "太重"), ("asset", "HY-001")):
        (one,) = figures(person, by=by)["items"]
        assert (one["value"], one["hazards"], one["repeats"]) == (value, 1, 0)
        assert one["spent"]["assign"] == {"n": 0, "mean_seconds": None}
        assert one["spent"]["whole"]["n"] == 1
    assert figures(person)["whole"]["hazards"] == 1


def test_a_hazard_whose_incident_is_reopened_and_closed_again_is_not_counted_again(
    report, incident, count, person
):
    made = report(category="gas_smell")
    for minute, name in enumerate(
        ("IncidentRaised", "IncidentClosed", "IncidentReopened", "IncidentClosed")
    ):
        incident(name, made["id"], at=f"2026-06-01T08:0{minute}:00+00:00")
        count()
    entry = person("li").get(f"hazards/{made['id']}")[1]
    assert [one["kind"] for one in entry["timeline"]].count("closed") == 2
    assert figures(person)["whole"]["hazards"] == 1


def test_a_figure_walks_back_to_its_hazards_and_they_to_what_found_them(over, count, person):
    hazards = {over(), over("HY-002")}
    count()
    (kind,) = figures(person)["items"]
    behind = person("li").get(f"figures/{kind['id']}/hazards")[1]
    assert {one["hazard_id"] for one in behind["items"]} == hazards
    assert kind["hazards"] == len(behind["items"])
    detail = person("li").get(f"hazards/{behind['items'][0]['hazard_id']}")[1]
    assert detail["sources"][0]["found_by"] == "sensor"
    assets = figures(person, by="asset")["items"]
    assert [one["value"] for one in assets] == ["HY-001", "HY-002"]


def test_what_comes_back_is_a_repeat_and_what_is_between_is_known(over, count, person):
    over()
    over()
    over("HY-002")
    count()
    first, second = figures(person, by="asset")["items"]
    assert (first["value"], first["repeats"], first["repeat_share"]) == ("HY-001", 1, 0.5)
    assert first["between"]["n"] == 1
    assert second["between"] == {"n": 0, "mean_seconds": None}
    assert figures(person)["whole"]["between"]["n"] == 1


def test_what_is_rejected_was_none(report, person, count):
    made = report()
    assert person("li").post(f"hazards/{made['id']}/rejections", {"reason": "看错了"})[0] == 201
    count()
    whole = figures(person)["whole"]
    assert (whole["hazards"], whole["rejected"], whole["late_share"]) == (0, 1, None)
    assert figures(person)["items"] == []  # it is of no asset


def test_what_is_joined_to_another_is_counted_with_it(over, sense, hear, count, person):
    hazard, joined = "ab" * 13, "cd" * 13
    for one in (hazard, joined):
        sense("HazardFound", hazard_id=one)
    for one in (hazard, joined):
        sense("HazardSettled", hazard_id=one)
    count()
    assert figures(person)["whole"]["hazards"] == 1


def test_another_month_has_none_and_pages_follow(over, count, person):
    over()
    count()
    assert figures(person, month="2020-01") == {
        "month": "2020-01",
        "whole": None,
        "items": [],
        "next": None,
    }
    assert person("xue").get("figures", community=HERE, month="2020-13")[0] == 422


def test_a_figure_of_another_community_is_as_absent(over, count, person):
    over()
    count()
    (kind,) = figures(person)["items"]
    there = person("far").get(f"figures/{kind['id']}/hazards")
    nowhere = person("far").get(f"figures/{'0' * 26}/hazards")
    assert (there[0], nowhere[0]) == (404, 404)
    assert person("gao").get("figures", community=HERE)[0] == 403
