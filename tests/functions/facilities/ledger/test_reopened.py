"""An incident that is reopened after its closing opens what people had reported again."""

from datetime import UTC, datetime, timedelta

import pytest

HERE = "140105001001"
NOW = datetime.now(UTC)


def at(minute):
    return {"at": (NOW + timedelta(minutes=minute)).isoformat()}


@pytest.fixture
def one(person):
    return lambda hazard: person("li").get(f"hazards/{hazard}")[1]


@pytest.fixture
def mine(person):
    return lambda hazard: person("gao").get(f"reports/{hazard}")[1]


@pytest.fixture
def led(report, incident, person, photo):
    """A report that raised an incident, which was handled; an inspector says that it is gone."""
    made = report(category="gas_smell", photos=[photo("gao")])
    incident("IncidentRaised", made["id"], **at(0))
    incident("IncidentHandled", made["id"], handler="wang", **at(1))
    seen = {"note": "没味道了", "gone": True}
    assert person("liu").post(f"hazards/{made['id']}/inspections", seen)[0] == 201
    return made


@pytest.fixture
def close(incident, hear, said):
    """close(hazard, minute): its incident, and what follows from that has been heard."""

    def do(hazard, minute):
        incident("IncidentClosed", hazard, **at(minute))
        hear(*[("HazardClosed", detail) for detail in said("HazardClosed")])

    return do


@pytest.fixture
def expiries(row):
    def of(made):
        keys = [(f"source#{made['id']}", sk) for sk in ("report", "source")]
        picture = row.get(f"photo#{made['photos'][0]['id']}", "photo")
        return [*(row.get(*key).expires for key in keys), picture.due]

    return of


def test_it_is_in_the_ledger_again_and_kept_however_often_that_is_heard(
    led, close, incident, person, one, mine, expiries
):
    close(led["id"], 2)
    assert None not in expiries(led)
    for _ in range(2):
        incident("IncidentReopened", led["id"], **at(3))
    entry = one(led["id"])
    assert (entry["state"], entry["closed_at"], entry["repairer"]) == ("open", None, None)
    listed = person("li").get("ledger", community=HERE)[1]["items"]
    assert [shown["id"] for shown in listed] == [led["id"]]
    told = mine(led["id"])
    assert (told["state"], told["kept_until"], expiries(led)) == ("open", None, [None] * 3)
    assert [line["kind"] for line in told["timeline"]][-2:] == ["closed", "incident-reopened"]


def test_what_joined_another_s_incident_is_in_the_ledger_again_too(led, hear, said, incident, one):
    incident("HazardReleased", led["id"], **at(2))
    hear(*[("HazardClosed", detail) for detail in said("HazardClosed")])
    assert one(led["id"])["state"] == "closed"
    incident("HazardRetaken", led["id"], **at(3))
    incident("HazardReleased", led["id"], **at(2))
    assert one(led["id"])["state"] == "open"


def test_closed_again_it_is_kept_for_a_year_from_then_on(led, close, incident, one, mine):
    close(led["id"], 2)
    incident("IncidentReopened", led["id"], **at(3))
    close(led["id"], 4)
    times = (one(led["id"])["closed_at"], mine(led["id"])["kept_until"])
    closed, kept = map(datetime.fromisoformat, times)
    assert kept - closed == timedelta(days=365)


def test_those_who_joined_it_are_kept_too(report, incident, close, register, person):
    register("MH-001", "manhole")
    cover = {"category": "cover_open", "where": {"asset_id": "MH-001"}}
    first, second = report(**cover), report("bai", **cover)
    close(first["id"], 1)
    joined = f"reports/{second['id']}"
    assert person("bai").get(joined)[1]["kept_until"]
    incident("IncidentReopened", first["id"], **at(2))
    told = person("bai").get(joined)[1]
    assert (told["state"], told["kept_until"]) == ("open", None)


def test_the_newest_of_both_counts_in_whatever_order_they_are_heard(led, close, incident, one):
    incident("IncidentReopened", led["id"], **at(3))
    close(led["id"], 2)
    assert one(led["id"])["state"] == "open"
    close(led["id"], 4)
    incident("IncidentReopened", led["id"], **at(3))
    assert one(led["id"])["state"] == "closed"


def test_an_inspector_says_what_is_news_to_the_incident(led, close, incident, person, said):
    close(led["id"], 2)
    incident("IncidentReopened", led["id"], **at(3))
    path = f"hazards/{led['id']}/inspections"
    assert person("liu").post(path, {"note": "又有味道", "gone": False})[0] == 201
    assert [worse["episode"] for worse in said("HazardWorsened")] == [1]


def test_what_a_sensor_settled_is_not_opened(sense, incident, register, one):
    register("HY-001", "hydrant")
    hazard = sense("HazardFound", raises="incident")
    sense("HazardSettled")
    incident("IncidentReopened", hazard, **at(9))
    assert one(hazard)["state"] == "closed"
