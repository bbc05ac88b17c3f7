"""Two that are the same are worked on as one; nothing of either is lost when they are parted."""

import pytest

HERE = "140105001001"
OTHER = "2e" * 13


def ids(person, **query):
    return [one["id"] for one in person("li").get("ledger", community=HERE, **query)[1]["items"]]


def shown(person, hazard):
    return person("li").get(f"hazards/{hazard}")[1]


@pytest.fixture
def join(person):
    def do(root, member, what="joins", status=201):
        answer = person("li").post(f"hazards/{root}/{what}", {"hazard_id": member})
        assert answer[0] == status, answer
        return answer[1]

    return do


def test_staff_see_what_may_be_the_same_and_join_it(report, person, join, said):
    first, second = report()["id"], report("bai")["id"]
    assert [one["id"] for one in shown(person, first)["candidates"]] == [second]
    assert join(first, second)["kind"] == "gained"
    assert ids(person) == [first]
    detail = shown(person, first)
    assert detail["candidates"] == []
    assert [one["hazard_id"] for one in detail["sources"]] == [first, second]
    mine = person("bai").get(f"reports/{second}")[1]
    assert (mine["joined"], [line["kind"] for line in mine["timeline"]]) == (
        True,
        ["found", "joined"],
    )
    assert [one["template"] for one in said("NoticeAsked")] == ["facilities.report-joined"]


def test_parted_each_is_as_it_was(report, person, join, said):
    first, second = report()["id"], report("bai")["id"]
    before = shown(person, second)
    join(first, second)
    join(first, second, "partings")
    after = shown(person, second)
    told = {"timeline", "version", "candidates"}
    assert {k: v for k, v in after.items() if k not in told} == {
        k: v for k, v in before.items() if k not in told
    }
    assert [line["kind"] for line in after["timeline"]] == ["found", "joined", "parted"]
    assert set(ids(person)) == {first, second}
    assert [one["parted_from"] for one in said("HazardParted")] == [first]
    mine = person("bai").get(f"reports/{second}")[1]
    assert (mine["joined"], mine["timeline"][-1]["kind"]) == (False, "parted")


def test_the_worse_and_the_sooner_of_the_two_hold_until_they_are_parted(report, person, join):
    mild, bad = report(category="lamp_out")["id"], report(category="hydrant")["id"]
    before = shown(person, mild)
    join(mild, bad)
    assert shown(person, mild)["severity"] == "major"
    assert shown(person, mild)["deadline"] == shown(person, bad)["deadline"]
    join(mild, bad, "partings")
    after = shown(person, mild)
    assert (after["severity"], after["deadline"]) == ("general", before["deadline"])


def test_of_joined_ones_each_reporter_hears_of_the_end(report, person, join, said):
    first, second = report()["id"], report("bai")["id"]
    join(first, second)
    person("li").post(f"hazards/{first}/rejections", {"reason": "重复的测试"})
    told = [o["person"] for o in said("NoticeAsked") if o["template"].endswith("rejected")]
    assert sorted(told) == ["bai", "gao"]
    assert person("bai").get(f"reports/{second}")[1]["state"] == "rejected"


def test_a_chain_of_joins_is_one_and_is_parted_link_by_link(report, person, join):
    one, two, three = (report(sub)["id"] for sub in ("gao", "bai", "gao"))
    join(two, three)
    join(one, two)
    assert ids(person) == [one]
    assert person("gao").get(f"reports/{three}")[1]["joined"] is True
    assert len(shown(person, one)["sources"]) == 3
    join(one, three, "partings", status=409)
    join(one, two, "partings")
    assert set(ids(person)) == {one, two}
    assert shown(person, two)["members"] == [three]


def test_what_is_joined_is_worked_on_elsewhere(report, person, join):
    first, second = report()["id"], report("bai")["id"]
    join(first, second)
    person("wang")
    answer = person("chen").post(f"hazards/{second}/assignments", {"assignee": "wang"})
    assert answer[1]["code"] == "joined-to-another"
    for root, member in ((second, first), (first, second), (first, first)):
        join(root, member, status=409)
    assert join(first, "0" * 26, status=422)["code"] == "no-such-entry"


def test_what_an_incident_leads_takes_others_in_and_is_not_taken_in(report, person, join):
    led, mere = report(category="gas_smell")["id"], report()["id"]
    assert join(mere, led, status=409)["code"] == "with-incident"
    join(led, mere)
    assert shown(person, led)["led_by"] == "incident"


def test_a_report_joins_a_sensors_hazard_and_is_parted_again(
    register, sense, report, person, join, said
):
    register("HY-001", "hydrant")
    sensed = sense("HazardFound")
    made = report(where={"asset_id": "HY-001"})
    assert made["joined"] is True
    assert ids(person) == [sensed]
    join(sensed, made["id"], "partings")
    assert set(ids(person)) == {sensed, made["id"]}
    sense("HazardSettled")
    assert ids(person) == [made["id"]]
    assert person("gao").get(f"reports/{made['id']}")[1]["state"] == "open"
    assert not [o for o in said("NoticeAsked") if o["template"].endswith("closed")]


def test_parted_from_an_incident_it_raises_its_own(register, report, join, said):
    register("MH-001", "manhole")
    first = report(category="cover_open", where={"asset_id": "MH-001"})["id"]
    second = report("bai", category="cover_open", where={"asset_id": "MH-001"})["id"]
    join(first, second, "partings")
    assert {one["hazard_id"] for one in said("HazardFound")} == {first, second}


def test_only_the_community_joins_and_parts(report, person):
    first, second = report()["id"], report("bai")["id"]
    for sub in ("wang", "chen", "xue"):
        assert person(sub).post(f"hazards/{first}/joins", {"hazard_id": second})[0] == 403
    assert person("far").post(f"hazards/{first}/joins", {"hazard_id": second})[0] == 404
