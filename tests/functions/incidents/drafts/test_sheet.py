"""The hand-over sheet: whom they may call, seen for a purpose, and read before it leaves a hand."""

from datetime import datetime, timedelta

import pytest

from tests.functions.incidents.conftest import GRID, PLACE
from tests.functions.incidents.grading.conftest import judged

LI = {"person": "li", "name": "李强", "phone": "+8617000000011"}
WRITTEN = {"to": "119", "channel": "written", "note": "三楼起火"}


@pytest.fixture
def fire(duty, hear, machine, accounts):
    accounts.contacts = [LI]
    return judged(hear, machine, "A6")


def sheet(person, fire, who="li", purpose="incident", **query):
    return person(who).get(f"/{fire}/handover-sheet", purpose, **query)


def code(answer):
    return answer[0], answer[1].get("code")


def test_it_says_whom_to_call_and_how(fire, person, accounts):
    shown = sheet(person, fire)[1]
    assert shown["contacts"][0] == LI | {"post": "grid_worker"}
    assert "处置人 李强 +8617000000011" in shown["zh"]
    assert "值班负责人 ops" in shown["zh"]  # of whom accounts says nothing
    [(question, given)] = [one for one in accounts.asked if one[0] == "contacts"]
    assert (question, given["people"], given["by"]) == ("contacts", ["li", "ops"], "li")
    assert given["purpose"] == "incident"


@pytest.mark.parametrize("to", ["119", "120", "110"])
def test_it_is_for_the_service_that_it_names(fire, person, to):
    shown = sheet(person, fire, to=to)[1]
    assert (shown["to"], shown["zh"].partition(" ")[0]) == (to, to)
    told = {"to": to, "channel": "in-person", "note": "已交出", "confirms": shown["version"]}
    assert person("li").post(f"{fire}/handover-sheet", told)[0] == 201


AT_HOME = {
    "address": "坞城东街12号",
    "building": "3号楼",
    "lat": 37.7968,
    "lon": 112.5772,
    "measure": "fire",
}


def test_it_is_recorded_though_the_sensor_s_clock_is_ahead(duty, hear, machine, person):
    ahead = hear.now + timedelta(hours=1)
    one = judged(hear, machine, "A4.1", at=ahead)
    assert "被困0分钟" in sheet(person, one)[1]["zh"]
    told = WRITTEN | {"channel": "phone"}
    status, fact = person("li").post(f"{one}/handover-sheet", told)
    assert (status, datetime.fromisoformat(fact["happened_at"])) == (201, ahead)
    before = told | {"said_at": (ahead - timedelta(minutes=1)).isoformat()}
    refused = person("li").post(f"{one}/handover-sheet", before)
    assert (code(refused), refused[1]["errors"][0]["pointer"]) == (
        (422, "not-then"),
        "/body/said_at",
    )


@pytest.fixture
def street(duty, hear, machine, accounts):
    from functions.incidents.duty import store
    from functions.incidents.duty.model import Grid

    accounts.community = {"zh": "坞城社区", "en": "Wucheng"}
    store.put(Grid(grid=GRID, community=PLACE, name="第一网格"), 0)
    return judged(hear, machine, "A6", **AT_HOME)


def line(said, name):
    return next(one for one in said.splitlines() if name in one)


def test_whoever_comes_is_told_the_street_the_house_and_the_point_by_their_names(street, person):
    shown = sheet(person, street)[1]
    where = "坞城社区 第一网格、坞城东街12号、3号楼、北纬37.79680°东经112.57720°"
    assert where in line(shown["zh"], "地点")
    assert {name: shown["where"][name] for name in AT_HOME if name != "measure"} == {
        name: value for name, value in AT_HOME.items() if name != "measure"
    }
    drafted = person("li").get(f"/{street}/reports/draft")[1]["zh"]
    assert where in line(drafted, "地点")
    assert "火灾事故:火警" in line(drafted, "简要情况")


def test_a_house_that_the_address_names_is_not_said_twice(duty, hear, machine, person):
    more = AT_HOME | {"address": "坞城花园3号楼消防控制室"}
    said = sheet(person, judged(hear, machine, "A6", **more))[1]["zh"]
    assert line(said, "地点").count("3号楼") == 1


def test_a_place_that_nobody_names_is_told_by_its_codes(fire, person, accounts):
    accounts.fails = True
    said = line(sheet(person, fire)[1]["zh"], "地点")
    assert f"社区{PLACE}" in said
    assert f"网格{GRID}" in said


def test_what_devices_did_and_who_was_told_is_said_in_words(street, hear, person):
    about = {"hazard_id": "1a" * 13, "asset_id": "SI-001", "command": "sound"}
    hear("ActionOrdered", action_id="1", **about)
    hear("ActionAnswered", action_id="1", outcome="done", **about)
    person("li").post(f"{street}/handover-sheet", WRITTEN | {"channel": "phone"})
    said = [one["zh"] for one in sheet(person, street)[1]["known"]]
    assert said[0] == "火灾事故:火警"
    assert {"联动处置:鸣响 SI-001 已下达", "联动处置:鸣响 SI-001 已执行"} <= {*said}
    assert "已通报救援力量:119 电话:三楼起火" in said


def test_it_is_shown_for_that_purpose_alone(fire, person, accounts):
    assert code(sheet(person, fire, purpose=None)) == (422, "purpose-missing")
    assert code(sheet(person, fire, purpose="visit")) == (403, "forbidden")
    assert sheet(person, fire, who="far")[0] == 404
    assert not [one for one in accounts.asked if one[0] == "contacts"]


def test_help_is_not_kept_waiting_where_nobody_knows_a_telephone(fire, person, accounts):
    accounts.fails = True
    status, shown = sheet(person, fire)
    assert (status, [one["phone"] for one in shown["contacts"]]) == (200, [None, None])


def test_minutes_that_pass_while_it_is_read_leave_it_as_it_was(
    duty, hear, machine, person, advance
):
    one = judged(hear, machine, "A4.1")
    read = sheet(person, one)[1]
    advance(PLACE, 180)
    again = sheet(person, one)[1]
    minutes = [shown["figures"]["trapped_minutes"] for shown in (read, again)]
    assert minutes[0] < minutes[1]
    told = WRITTEN | {"confirms": read["version"]}
    assert person("li").post(f"{one}/handover-sheet", told)[0] == 201
    stated = {"trapped_minutes": 2, "reason": "freed before"}
    assert person("li").post(f"{one}/facts", stated)[0] == 201
    assert code(person("li").post(f"{one}/handover-sheet", told)) == (409, "sheet-changed")


def test_what_leaves_in_writing_was_read_and_says_what_is_so_still(fire, person):
    def tell(**more):
        return person("li").post(f"{fire}/handover-sheet", WRITTEN | more)

    assert code(tell()) == (422, "confirm-first")
    read = sheet(person, fire)[1]["version"]
    person("li").post(f"{fire}/facts", {"deaths": 1, "reason": "found"})
    assert code(tell(confirms=read)) == (409, "sheet-changed")
    again = sheet(person, fire)[1]["version"]
    assert again == sheet(person, fire)[1]["version"] != sheet(person, fire, to="120")[1]["version"]
    status, fact = tell(confirms=again)
    assert (status, fact["kind"]) == (201, "handed-over")
    assert fact["happened_at"]
    assert person("li").post(f"{fire}/handover-sheet", WRITTEN | {"channel": "phone"})[0] == 201
