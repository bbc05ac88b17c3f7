"""Strong roles: one person proposes, another approves, and neither is who gets it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.functions.accounts.conftest import CITY, COUNTY, HERE, soon

OFFICIAL = {"role": "official", "place": COUNTY}


@pytest.fixture
def li(member):
    return member("li", "city_operator", CITY)


@pytest.fixture
def proposal(ask):
    """The founder would make Wang an official."""
    status, proposal = ask("POST", "actors/wang/memberships", OFFICIAL)
    assert status == 202
    return proposal


def path(proposal, what="approvals"):
    return f"proposals/{proposal['id']}/{what}"


def roles(ask, sub):
    return [one["role"] for one in ask("GET", "me", sub=sub)[1]["memberships"]]


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("official", COUNTY),
        ("auditor", CITY),
        ("city_operator", CITY),
        ("election_committee", HERE),
        ("provincial_analyst", CITY),
    ],
)
def test_a_strong_role_is_a_proposal_until_a_second_person_approves(ask, li, told, role, place):
    status, proposal = ask("POST", "actors/wang/memberships", {"role": role, "place": place})
    assert (status, proposal["state"], proposal["proposer"]) == (202, "open", "founder")
    assert roles(ask, "wang") == []
    status, approved = ask("POST", path(proposal), sub=li)
    assert (status, approved["state"], approved["decided_by"]) == (201, "approved", "li")
    assert roles(ask, "wang") == [role]
    [granted, notice] = [detail for _, detail in told()]
    assert (granted["by"], granted["approved_by"]) == ("founder", "li")
    assert (notice["template"], notice["person"]) == ("accounts.membership-given", "wang")


def test_who_proposed_and_who_would_get_it_approve_nothing(ask, proposal, member):
    wang = member("wang", "city_operator", CITY)
    for sub in ("founder", wang):
        status, problem = ask("POST", path(proposal), sub=sub)
        assert (status, problem["code"]) == (403, "forbidden")
    assert "official" not in roles(ask, "wang")


def test_the_rules_refuse_them_too_should_a_policy_let_them_by(ask, proposal, monkeypatch):
    from linli.auth import Caller

    monkeypatch.setattr(Caller, "must", lambda *_, **__: None)
    for sub in ("founder", "wang"):
        status, problem = ask("POST", path(proposal), sub=sub)
        assert (status, problem["code"]) == (403, "own-proposal")
    own = ask("POST", "actors/founder/memberships", OFFICIAL)
    assert (own[0], own[1]["code"]) == (403, "own-grant")


def test_others_see_and_decide_no_proposals(ask, proposal, member):
    for role in ("official", "auditor", "community_worker"):
        sub = member(role, role, CITY)
        assert ask("POST", path(proposal), sub=sub)[0] == 403
        assert ask("POST", path(proposal, "refusals"), sub=sub)[0] == 403
        assert ask("GET", "proposals", query={"place": CITY}, sub=sub)[0] == 403
    far = member("far", "city_operator", "140200000000")
    assert ask("POST", path(proposal), sub=far)[0] == 404
    assert roles(ask, "wang") == []


def test_what_is_open_is_listed_by_place(ask, proposal, li):
    other = ask("POST", "actors/wang/memberships", {"role": "election_committee", "place": HERE})[1]

    def ids(place):
        return [one["id"] for one in ask("GET", "proposals", query={"place": place})[1]["items"]]

    assert ids(CITY) == [proposal["id"], other["id"]]
    assert ids(HERE) == [other["id"]]
    ask("POST", path(proposal), sub=li)
    ask("POST", path(other, "refusals"), sub=li)
    assert ids(CITY) == []


def test_approved_again_by_the_same_person_is_approved_once(ask, proposal, li, told):
    first, again = (ask("POST", path(proposal), sub=li) for _ in range(2))
    assert first == again
    assert first[0] == 201
    assert [name for name, _ in told()] == ["MembershipGranted", "NoticeAsked"]


def test_decided_is_decided(ask, proposal, li, member):
    chen = member("chen", "city_operator", CITY)
    assert ask("POST", path(proposal, "refusals"), sub=li)[1]["state"] == "refused"
    for what in ("approvals", "refusals"):
        status, problem = ask("POST", path(proposal, what), sub=chen)
        assert (status, problem["code"]) == (409, "decided-already")
    assert roles(ask, "wang") == []


def test_its_proposer_may_take_it_back(ask, proposal):
    assert ask("POST", path(proposal, "refusals"))[1]["state"] == "refused"


def test_of_two_approvals_at_once_one_gives_the_role(ask, proposal, li, monkeypatch, row):
    """Chen's comes between Li's reading and his writing."""
    from functions.accounts.members import api as members_api
    from functions.accounts.members import proposals
    from functions.accounts.members import store as store_members

    save = store_members.save

    def late(*given):
        monkeypatch.setattr(store_members, "save", save)
        before, now = store_members.proposal(proposal["id"]), datetime.now(UTC)
        after = proposals.approved(before, "chen", now + timedelta(days=1), now)
        wanted, by = proposals.asked_for(before), ("founder", "chen")
        members_api._give("wang", wanted, by, before.id, store_members.deciding(after))
        save(*given)

    monkeypatch.setattr(store_members, "save", late)
    status, problem = ask("POST", path(proposal), sub=li)
    assert (status, problem["code"]) == (409, "decided-already")
    assert store_members.proposal(proposal["id"]).decided_by == "chen"
    assert len(json.loads(row.get("actor#wang", "memberships").body)["memberships"]) == 1


def test_a_proposal_lapses(ask, proposal, li, advance):
    advance(COUNTY, 30 * 24 * 3600 - 60)
    assert ask("GET", "proposals", query={"place": CITY}, sub=li)[0] == 200
    advance(COUNTY, 120)
    status, problem = ask("POST", path(proposal), sub=li)
    assert (status, problem["code"]) == (409, "proposal-lapsed")


def test_who_proposed_must_still_be_one_who_may(ask, li, member):
    """Else an operator who was ended for cause would have given the role alone."""
    bad = member("bad", "city_operator", CITY)
    proposal = ask("POST", "actors/wang/memberships", OFFICIAL, sub=bad)[1]
    ask("POST", "actors/bad/endings", {"role": "city_operator", "place": CITY}, sub=li)
    status, problem = ask("POST", path(proposal), sub=li)
    assert (status, problem["code"]) == (409, "proposer-left")
    assert roles(ask, "wang") == []


def test_the_role_is_given_as_it_was_proposed_or_not_at_all(ask, li, advance):
    until = soon(hours=2)
    proposal = ask("POST", "actors/wang/memberships", OFFICIAL | {"until": until})[1]
    advance(COUNTY, 3 * 3600)
    status, problem = ask("POST", path(proposal), sub=li)
    assert (status, problem["code"]) == (422, "over-already")


def test_the_same_request_makes_one_proposal(ask, li):
    def propose(**more):
        return ask("POST", "actors/wang/memberships", OFFICIAL | more, idempotency_key="k" * 8)

    first = propose()
    assert propose() == first
    assert propose(until=soon(days=9))[1]["code"] == "idempotency-key-reused"
    ask("POST", path(first[1]), sub=li)
    assert propose()[0] == 201  # he is it by now


def test_one_person_suffices_to_end_a_strong_role(ask, proposal, li):
    ask("POST", path(proposal), sub=li)
    assert ask("POST", "actors/wang/endings", OFFICIAL)[0] == 201
    assert roles(ask, "wang") == []


def test_a_strong_role_that_ends_meanwhile_is_not_given_anew_by_one(ask, act, member, monkeypatch):
    from functions.accounts.members import rules

    member("han", "official", COUNTY)
    has = rules.has

    def late(*given):
        monkeypatch.setattr(rules, "has", has)
        assert ask("POST", "actors/han/endings", {"role": "official", "place": COUNTY})[0] == 201
        return True

    monkeypatch.setattr(rules, "has", late)
    status, problem = ask("POST", "actors/han/memberships", {"role": "official", "place": COUNTY})
    assert (status, problem["code"]) == (409, "changed-meanwhile")
    [over] = act("han").memberships
    assert over.until
