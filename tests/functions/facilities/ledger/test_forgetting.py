"""Who reported a hazard, and in which words, is kept for a year after it is over, and no longer."""

from datetime import datetime, timedelta

import pytest

from linli.table import utc

HERE = "140105001001"
YEAR = timedelta(days=365)


@pytest.fixture
def reject(person, hear, said):
    """reject(hazard): it is over, and heard of more than once."""

    def over(hazard):
        body = {"reason": "不在本社区"}
        assert person("li").post(f"hazards/{hazard}/rejections", body)[0] == 201
        for detail in said("HazardClosed") * 2:
            assert hear(("HazardClosed", detail))["batchItemFailures"] == []

    return over


@pytest.fixture
def later(monkeypatch):
    """later(days): the city's time is so much later."""
    from linli import clock

    now = clock.now

    def pass_(days):
        monkeypatch.setattr(clock, "now", lambda place: now(place) + timedelta(days=days))

    return pass_


def kept(person, report):
    return person("gao").get(f"reports/{report['id']}")[1].get("kept_until")


def test_its_rows_expire_a_year_after_the_end_and_not_before(report, photo, reject, person, row):
    made = report(photos=[photo("gao")])
    rows = [(f"source#{made['id']}", sk) for sk in ("report", "source")]
    picture = (f"photo#{made['photos'][0]['id']}", "photo")
    assert [row.get(*key).expires for key in rows] == [None] * 2
    assert row.get(*picture).due is None
    assert kept(person, made) is None
    reject(made["id"])
    closed = person("li").get(f"hazards/{made['id']}")[1]["closed_at"]
    until = datetime.fromisoformat(closed) + YEAR
    assert datetime.fromisoformat(kept(person, made)) == until
    assert [row.get(*key).expires for key in rows] == [int(until.timestamp())] * 2
    assert row.get(*picture).due == utc(until)
    assert row.get(*picture).expires is None  # before its object is deleted


def test_nobody_sees_them_after_that_though_the_rows_are_still_there(
    report, reject, later, person, row
):
    made = report()
    reject(made["id"])
    later(364)
    assert person("gao").get("reports")[1]["items"] != []
    assert person("li").get(f"hazards/{made['id']}")[1]["sources"] != []
    later(366)
    assert person("gao").get(f"reports/{made['id']}")[0] == 404
    assert person("gao").get("reports")[1] == {"items": [], "next": None}
    detail = person("li").get(f"hazards/{made['id']}")[1]
    assert (detail["state"], detail["sources"]) == ("rejected", [])
    assert row.get(f"source#{made['id']}", "report")


def test_parted_from_what_is_over_it_is_kept_until_it_is_over_itself(
    report, photo, reject, person, hear, said, row
):
    first = report()["id"]
    second = report("bai", join=first, photos=[photo("bai")])
    keys = [(f"source#{second['id']}", sk) for sk in ("report", "source")]
    picture = (f"photo#{second['photos'][0]['id']}", "photo")

    def expiring():
        expires = [row.get(*key).expires is not None for key in keys]
        return [*expires, row.get(*picture).due is not None]

    reject(first)
    assert expiring() == [True] * 3
    assert person("li").post(f"hazards/{first}/partings", {"hazard_id": second["id"]})[0] == 201
    [parted] = said("HazardParted")
    hear(("HazardParted", parted))
    assert expiring() == [False] * 3
    assert row.get(f"source#{first}", "report").expires is not None
    assert person("bai").get(f"reports/{second['id']}")[1]["kept_until"] is None
    reject(second["id"])
    hear(("HazardParted", parted))
    assert expiring() == [True] * 3


def test_those_of_a_joined_report_go_with_the_hazard_that_it_was_joined_to(report, reject, row):
    first = report()
    second = report("bai", join=first["id"])
    assert second["joined"] is True
    reject(first["id"])
    known = [row.get(f"source#{one['id']}", "report").expires for one in (first, second)]
    assert known[0] == known[1] is not None
