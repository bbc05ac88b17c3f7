"""Whoever looked, registered or found something is named where it is told, as is who fell."""

import pytest

from tests.functions.environment.conftest import HERE, SPOT


@pytest.fixture
def fall(ward, ask, see, seen, key, called):
    assert ward()[0] == 201
    card = {"id": "WB-1", "community": HERE, "kind": "wearable", "name": "手环", "point": SPOT}
    assert ask("POST", "sensors", {**card, "person": "mei"}, sub="community_worker")[0] == 201
    see("WB-1", "fall")
    return f"sightings/{seen('fall')[0].id}"


def named(said, *people):
    assert said[0] == 200, said
    return said[1]["names"] == {one: one.upper() for one in people}


def test_who_goes_there_is_told_the_name_of_who_fell_and_accounts_for_whom(fall, ask, called):
    asked = {"sub": "grid_worker", "linli_purpose": "incident"}
    assert named(ask("GET", f"{fall}/person", **asked), "mei")
    [(question, given)] = called
    assert (question, given["by"], given["purpose"]) == ("called", "grid_worker", "incident")


def test_of_a_look_who_looked_for_staff_and_for_him(fall, ask, called):
    ask("GET", f"{fall}/person", sub="grid_worker", linli_purpose="incident")
    assert named(ask("GET", f"{fall}/looks", sub="official"), "grid_worker")
    assert named(ask("GET", "lookups", sub="mei"), "grid_worker")
    places = [given["place"] for question, given in called if question == "staff"]
    assert places == [HERE, "140100000000"]


def test_of_his_own_registration_who_made_it_and_who_ended_it(fall, ask, called):
    assert named(ask("GET", "me", sub="mei"), "community_worker")
    ask("POST", "wards/mei/endings", {"reason": "搬走了"}, sub="community_worker")
    assert named(ask("GET", "me", sub="mei"), "community_worker")
    assert named(ask("GET", "me", sub="resident"))  # whom nobody watches over


def test_of_a_finding_who_was_there(fall, ask):
    assert named(ask("GET", fall, sub="official"))
    body = {"outcome": "real", "note": "已扶起"}
    key = {"idempotency_key": "k-0000002"}
    assert ask("POST", f"{fall}/findings", body, sub="grid_worker", **key)[0] == 201
    assert named(ask("GET", fall, sub="official"), "grid_worker")
