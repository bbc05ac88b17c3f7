"""Communities and memberships, as operators give and end them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

HERE, THERE, GRID = "140105001001", "140105001002", "140105001001003"
WUCHENG = {"code": HERE, "name": {"zh": "坞城社区", "en": "Wucheng"}}
WORKER = {"role": "grid_worker", "place": HERE}


@pytest.fixture
def ask(call):
    from functions.accounts import api

    def ask(method, path, body=None, **more):
        return call(api.handler, method, f"/v1/accounts/{path}", body, **more)

    return ask


def held(ask, sub):
    return [(one["role"], one["place"]) for one in ask("GET", "me", sub=sub)[1]["memberships"]]


def test_a_community_joins_and_leaves_once_however_often_it_is_said(ask, told):
    first, again = ask("POST", "communities", WUCHENG), ask("POST", "communities", WUCHENG)
    assert first[0] == 201
    assert first == again
    closings = [ask("POST", f"communities/{HERE}/closures", {}) for _ in range(2)]
    assert closings[0] == closings[1]
    assert closings[0][1]["closed_at"]
    assert [name for name, _ in told()] == ["CommunityOpened", "CommunityClosed"]
    assert told()[0][1]["name_zh"] == "坞城社区"


def test_a_community_that_left_may_join_again_under_another_name(ask, told):
    ask("POST", "communities", WUCHENG)
    other = {**WUCHENG, "name": {"zh": "新坞城社区", "en": "New Wucheng"}}
    status, problem = ask("POST", "communities", other)
    assert (status, problem["code"]) == (409, "already-open")
    ask("POST", f"communities/{HERE}/closures")
    status, opened = ask("POST", "communities", other)
    assert (status, opened["closed_at"], opened["name"]["en"]) == (201, None, "New Wucheng")
    assert [fact["version"] for _, fact in told()] == [1, 2, 3]


def test_communities_are_listed_by_code_in_pages(ask, monkeypatch):
    from functions.accounts import store
    from linli.store import listing

    monkeypatch.setattr(store, "listing", lambda *a, **more: listing(*a, **more, limit=2))
    for code in ("140105001002", "140106001001", "140105001001"):
        ask("POST", "communities", {**WUCHENG, "code": code})
    first = ask("GET", "communities")[1]
    rest = ask("GET", "communities", query={"after": first["next"]})[1]
    codes = [one["code"] for one in first["items"] + rest["items"]]
    assert codes == ["140105001001", "140105001002", "140106001001"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("140105001000", 422),  # a subdistrict
        ("140105001", 422),
        ("140105001001003", 422),  # a grid
        ("140201001001", 404),  # of another city: where the operator is nobody
    ],
)
def test_only_a_community_of_the_city_can_join(ask, code, status):
    assert ask("POST", "communities", {**WUCHENG, "code": code})[0] == status


def test_even_a_provincial_operator_opens_no_community_of_another_city_here(ask, member):
    member("province", "city_operator", "140000000000")
    strange = {**WUCHENG, "code": "140201001001"}
    status, problem = ask("POST", "communities", strange, sub="province")
    assert (status, problem["errors"]) == (422, [{"pointer": "/body/code", "code": "not-in-city"}])


def test_a_membership_is_given_once_and_ends_at_once(ask, row):
    first = ask("POST", "actors/wang/memberships", WORKER)
    assert first[0] == 201
    assert ask("POST", "actors/wang/memberships", WORKER) == first
    assert held(ask, "wang") == [("grid_worker", HERE)]
    ended = ask("POST", "actors/wang/endings", WORKER)
    assert ended[0] == 201
    assert ask("POST", "actors/wang/endings", WORKER) == ended
    assert held(ask, "wang") == []
    assert ask("POST", "actors/wang/memberships", WORKER)[1]["since"] > first[1]["since"]
    body = json.loads(row.get("actor#wang", "memberships").body)
    assert len(body["memberships"]) == 2  # what he was stays written


def test_a_membership_that_was_never_held_cannot_end(ask):
    ask("POST", "actors/wang/memberships", WORKER)
    other = ask("POST", "actors/wang/endings", {**WORKER, "place": THERE})
    nobody = ask("POST", "actors/nobody/endings", WORKER)
    assert other == nobody
    assert other[0] == 404


def test_a_membership_may_end_by_itself(ask, advance):
    soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert ask("POST", "actors/wang/memberships", {**WORKER, "until": soon})[0] == 201
    assert held(ask, "wang") == [("grid_worker", HERE)]
    advance(HERE, 3601)
    assert held(ask, "wang") == []
    status, problem = ask("POST", "actors/wang/memberships", {**WORKER, "until": soon})
    assert (status, problem["code"]) == (422, "over-already")


def test_nobody_gives_himself_a_role(ask, member):
    operator = {"role": "city_operator", "place": HERE}
    for sub in ("founder", member("li", "city_operator", "140105001000")):
        status, problem = ask("POST", f"actors/{sub}/memberships", operator, sub=sub)
        assert (status, problem["code"]) == (403, "forbidden")
    assert ("city_operator", HERE) not in held(ask, "li")


CITY = {"role": "city_operator", "place": "140100000000"}


def test_a_founder_keeps_his_own_role_when_he_is_given_another(ask, member):
    li = member("li", "city_operator", CITY["place"])
    assert ask("POST", "actors/founder/memberships", WORKER, sub=li)[0] == 201
    assert held(ask, "founder") == [("city_operator", CITY["place"]), ("grid_worker", HERE)]
    assert ask("GET", "communities")[0] == 200


def test_a_founder_can_be_ended_and_the_file_brings_nobody_back(ask, member, row):
    li = member("li", "city_operator", CITY["place"])
    assert ask("POST", "actors/founder/memberships", CITY, sub=li)[0] == 201
    assert row.count("actor#founder") == 0  # he was that already
    assert ask("POST", "actors/founder/endings", WORKER, sub=li)[0] == 404
    ended = ask("POST", "actors/founder/endings", CITY, sub=li)
    assert ended[0] == 201
    assert held(ask, "founder") == []
    assert ask("POST", "actors/wang/memberships", WORKER)[0] == 404
    assert ask("POST", "actors/founder/endings", CITY, sub=li) == ended
    assert ask("POST", "actors/founder/memberships", CITY, sub=li)[0] == 201
    assert held(ask, "founder") == [("city_operator", CITY["place"])]


def test_what_is_given_is_in_the_givers_place(ask, member):
    li = member("li", "city_operator", HERE)
    assert ask("POST", "actors/wang/memberships", {**WORKER, "place": GRID}, sub=li)[0] == 201
    for wider in (THERE, "140105001000", "140100000000"):
        assert ask("POST", "actors/wang/memberships", {**WORKER, "place": wider}, sub=li)[0] == 404
    assert held(ask, "wang") == [("grid_worker", GRID)]


@pytest.mark.parametrize("place", [HERE, GRID])
def test_a_community_that_left_takes_nobody_and_those_it_has_stay(ask, place):
    ask("POST", "communities", WUCHENG)
    ask("POST", "actors/zhao/memberships", WORKER)
    ask("POST", f"communities/{HERE}/closures", {})
    status, problem = ask("POST", "actors/wang/memberships", {**WORKER, "place": place})
    assert (status, problem["code"]) == (409, "community-closed")
    assert held(ask, "zhao") == [("grid_worker", HERE)]
    assert ask("POST", "actors/zhao/endings", WORKER)[0] == 201


def test_roles_are_those_that_are_known(ask):
    status, problem = ask("POST", "actors/wang/memberships", {**WORKER, "role": "emperor"})
    assert status == 422
    assert problem["errors"][0]["pointer"] == "/body/role"
    assert "emperor" not in json.dumps(problem)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "communities", WUCHENG),
        ("POST", f"communities/{HERE}/closures", {}),
        ("POST", "actors/wang/memberships", {**WORKER, "role": "auditor"}),
        ("POST", "actors/wang/endings", {**WORKER, "role": "auditor"}),
    ],
)
def test_only_operators_open_communities_and_name_auditors(ask, member, row, method, path, body):
    for role in ("grid_worker", "community_worker", "property_manager", "official", "auditor"):
        sub = member(role, role, "140100000000")
        status, problem = ask(method, path, body, sub=sub)
        assert (status, problem["code"]) == (403, "forbidden")
    assert ask(method, path, body, sub=member("far", "city_operator", "140200000000"))[0] == 404
    assert row.count("community#" + HERE) == 0


def test_staff_of_the_city_see_its_communities_and_others_do_not(ask, member):
    assert ask("GET", "communities", sub=member("a", "auditor", "140100000000"))[0] == 200
    assert ask("GET", "communities", sub=member("b", "community_worker", "140100000000"))[0] == 403
    assert ask("GET", "communities", sub=member("c", "auditor", HERE))[0] == 404


def test_everybody_sees_what_he_is_and_nothing_else(ask):
    assert ask("GET", "me", sub="nobody") == (
        200,
        {"version": None, "id": "nobody", "memberships": []},
    )
    assert held(ask, "founder") == [("city_operator", "140100000000")]
