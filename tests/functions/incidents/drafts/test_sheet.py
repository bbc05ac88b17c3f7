"""The hand-over sheet: whom they may call, seen for a purpose, and read before it leaves a hand."""

import pytest

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
    assert "grid_worker 李强 +8617000000011" in shown["zh"]
    assert "operator ops" in shown["zh"]  # of whom accounts says nothing
    [(question, given)] = [one for one in accounts.asked if one[0] == "contacts"]
    assert (question, given["people"], given["by"]) == ("contacts", ["li", "ops"], "li")
    assert given["purpose"] == "incident"


def test_it_is_shown_for_that_purpose_alone(fire, person, accounts):
    assert code(sheet(person, fire, purpose=None)) == (422, "purpose-missing")
    assert code(sheet(person, fire, purpose="visit")) == (403, "forbidden")
    assert sheet(person, fire, who="far")[0] == 404
    assert not [one for one in accounts.asked if one[0] == "contacts"]


def test_help_is_not_kept_waiting_where_nobody_knows_a_telephone(fire, person, accounts):
    accounts.fails = True
    status, shown = sheet(person, fire)
    assert (status, [one["phone"] for one in shown["contacts"]]) == (200, [None, None])


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
