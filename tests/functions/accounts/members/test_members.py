"""Memberships, as people give and end them: nobody to himself, and strong ones by two."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.functions.accounts.conftest import CITY, COUNTY, GRID, HERE, SUBDISTRICT, THERE

WUCHENG = {"code": HERE, "name": {"zh": "坞城社区", "en": "Wucheng"}}
WORKER = {"role": "grid_worker", "place": HERE}
OPERATOR = {"role": "city_operator", "place": CITY}


def held(ask, sub):
    return [(one["role"], one["place"]) for one in ask("GET", "me", sub=sub)[1]["memberships"]]


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


def test_a_founder_keeps_his_own_role_when_he_is_given_another(ask, member):
    li = member("li", "city_operator", CITY)
    assert ask("POST", "actors/founder/memberships", WORKER, sub=li)[0] == 201
    assert held(ask, "founder") == [("city_operator", CITY), ("grid_worker", HERE)]
    assert ask("GET", "communities")[0] == 200


def test_a_founder_can_be_ended_and_the_file_brings_nobody_back(ask, member, row):
    li = member("li", "city_operator", CITY)
    assert ask("POST", "actors/founder/memberships", OPERATOR, sub=li)[0] == 201
    assert row.count("actor#founder") == 0  # he was that already
    assert ask("POST", "actors/founder/endings", WORKER, sub=li)[0] == 404
    ended = ask("POST", "actors/founder/endings", OPERATOR, sub=li)
    assert ended[0] == 201
    assert held(ask, "founder") == []
    assert ask("POST", "actors/wang/memberships", WORKER)[0] == 404
    assert ask("POST", "actors/founder/endings", OPERATOR, sub=li) == ended
    status, proposal = ask("POST", "actors/founder/memberships", OPERATOR, sub=li)
    assert status == 202
    chen = member("chen", "city_operator", CITY)
    assert ask("POST", f"proposals/{proposal['id']}/approvals", sub=chen)[0] == 201
    assert held(ask, "founder") == [("city_operator", CITY)]


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


def test_everybody_sees_what_he_is_and_nothing_else(ask):
    assert ask("GET", "me", sub="nobody") == (
        200,
        {"version": None, "id": "nobody", "name": "", "language": "zh", "memberships": []}
        | {"phone": None, "email": None},
    )
    assert held(ask, "founder") == [("city_operator", "140100000000")]


def test_the_same_request_gets_what_the_first_one_gave_even_once_that_is_over(ask):
    first = ask("POST", "actors/wang/memberships", WORKER, idempotency_key="k" * 8)
    ask("POST", "actors/wang/endings", WORKER)
    status, again = ask("POST", "actors/wang/memberships", WORKER, idempotency_key="k" * 8)
    assert (status, again["id"]) == (201, first[1]["id"])
    assert again["until"]
    assert held(ask, "wang") == []
    for other in ({"role": "merchant"}, {"place": THERE}):
        body = WORKER | other
        status, problem = ask("POST", "actors/wang/memberships", body, idempotency_key="k" * 8)
        assert (status, problem["code"]) == (422, "idempotency-key-reused")


def test_a_role_cannot_be_smuggled_in_beside_one(ask, act):
    for more in ({"memberships": [OPERATOR]}, {"id": "x"}, {"since": "2020-01-01T00:00:00Z"}):
        assert ask("POST", "actors/wang/memberships", WORKER | more)[0] == 422
    assert act("wang").memberships == ()


@pytest.mark.parametrize(
    ("role", "widest", "too_wide"),
    [
        ("resident", HERE, SUBDISTRICT),
        ("community_worker", HERE, SUBDISTRICT),
        ("merchant", COUNTY, CITY),
        ("official", CITY, "140000000000"),
        ("election_committee", HERE, COUNTY),
    ],
)
def test_a_role_is_given_for_no_wider_place_than_it_is_made_for(
    ask, member, role, widest, too_wide
):
    far = member("far", "city_operator", "140000000000")
    assert ask("POST", "actors/a/memberships", {"role": role, "place": widest}, sub=far)[0] < 300
    status, problem = ask(
        "POST", "actors/b/memberships", {"role": role, "place": too_wide}, sub=far
    )
    assert (status, problem["code"]) == (422, "place-too-wide")


def test_who_gets_or_loses_a_role_is_told_without_a_name(ask, told):
    name = {"zh": "坞城社区", "en": "Wucheng"}
    ask("POST", "communities", {"code": HERE, "name": name})
    ask("POST", "actors/wang/memberships", WORKER)
    ask("POST", "actors/wang/memberships", WORKER)
    ask("POST", "actors/wang/endings", WORKER)
    ask("POST", "actors/wang/endings", WORKER)
    facts = [one for one in told() if one[0] != "CommunityOpened"]
    names = [name for name, _ in facts]
    assert names == ["MembershipGranted", "NoticeAsked", "MembershipEnded", "NoticeAsked"]
    given, asked, ended, again = (detail for _, detail in facts)
    assert (given["person"], given["role"], given["by"], given["approved_by"]) == (
        "wang",
        "grid_worker",
        "founder",
        None,
    )
    assert ended["membership_id"] == given["membership_id"]
    assert asked["variables"] == {"role": "grid_worker", "place": "坞城社区 Wucheng"}
    assert (asked["person"], asked["to_person"], asked["template"]) == (
        "wang",
        True,
        "accounts.membership-given",
    )
    assert again["template"] == "accounts.membership-ended"
    assert again["notice_id"] != asked["notice_id"]


def test_the_roles_are_shown_with_what_they_are_for(ask):
    status, roles = ask("GET", "roles", sub="nobody")
    assert (status, len(roles["items"])) == (200, 12)
    strong = {one["id"] for one in roles["items"] if one["strong"]}
    assert strong == {
        "official",
        "auditor",
        "city_operator",
        "election_committee",
        "provincial_analyst",
    }


def listed(place, role=None):
    from functions.accounts.members import store as store_members

    return [
        (one.person, one.role, one.place) for one in store_members.there(place, role, "", 100).items
    ]


def test_who_is_there_is_listed_by_place_and_all_that_lies_in_it(ask):
    for sub, place in (("a", HERE), ("b", GRID), ("c", THERE), ("d", "140106001001")):
        ask("POST", f"actors/{sub}/memberships", WORKER | {"place": place})
    ask("POST", "actors/a/memberships", {"role": "resident", "place": HERE})
    a, b = ("a", "grid_worker", HERE), ("b", "grid_worker", GRID)
    assert listed(HERE) == [("a", "resident", HERE), a, b]
    assert listed(HERE, "grid_worker") == [a, b]
    assert listed(GRID) == [b]
    assert listed(SUBDISTRICT, "grid_worker") == [a, b, ("c", "grid_worker", THERE)]
    assert len(listed(CITY)) == 5
    ask("POST", "actors/b/endings", WORKER | {"place": GRID})
    assert listed(HERE, "grid_worker") == [a]


POSTS = st.sampled_from([("resident", HERE), ("grid_worker", HERE), ("grid_worker", GRID)])
ACTS = st.lists(
    st.tuples(st.sampled_from(["given", "ended"]), POSTS, st.sampled_from([None, 1])), max_size=8
)


@given(acts=ACTS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_who_is_listed_is_who_holds_a_role_whatever_was_done(row, acts):
    from functions.accounts.members import rules as rules_members
    from functions.accounts.members import store as store_members
    from functions.accounts.members.model import Grant, Post
    from linli.errors import NotFound

    row.delete_table()
    row.create_table(billing_mode="PAY_PER_REQUEST")
    now = datetime.now(UTC)
    for n, (act, (role, place), days) in enumerate(acts):
        before, at = store_members.actor("x"), now + timedelta(seconds=n - 100)
        until = at + timedelta(days=days) if days else None
        try:
            if act == "given":
                grant = Grant(role=role, place=place, until=until)
                done = rules_members.granted(before, grant, ("op",), f"{n:026}", at)
            else:
                done = rules_members.ended(before, Post(role=role, place=place), "op", at)
        except NotFound:
            continue
        store_members.save(before, done.actor, done.news)
    held = rules_members.held(store_members.actor("x"), now)
    assert {(one.role, one.place) for one in held} == {
        (role, place) for _, role, place in listed(CITY)
    }
