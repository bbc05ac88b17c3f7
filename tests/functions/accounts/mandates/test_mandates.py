"""Mandates: one acts for another within a scope, until a date, seen by both and ended by either."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.functions.accounts.conftest import CITY, HERE, THERE, soon

PHONE = "+8617000000002"


def helping(person="daughter", **more):
    return {"person": person, "scopes": ["notices", "profile"], "until": soon(days=30), **more}


def child():
    return (datetime.now(UTC) - timedelta(days=3000)).date().isoformat()


def give(ask, sub="mother", **more):
    return ask("POST", "mandates", helping(**more), sub=sub)


def test_a_daughter_acts_for_her_mother_in_the_scopes_until_the_date(ask, key, advance):
    status, mandate = give(ask)
    assert (status, mandate["person"], mandate["principal"]) == (201, "daughter", "mother")
    me = ask("GET", "me", sub="daughter", linli_for="mother")
    assert (me[0], me[1]["id"]) == (200, "mother")
    for sub, principal, path in (
        ("daughter", "mother", "consents"),  # beyond the scopes
        ("daughter", "mother", "mandates"),  # for nobody's helper
        ("daughter", "mother", "sessions"),
        ("daughter", "father", "me"),
        ("mother", "daughter", "me"),
        ("stranger", "mother", "me"),
    ):
        status, problem = ask("GET", path, sub=sub, linli_for=principal)
        assert (status, problem["code"]) == (403, "beyond-mandate"), path
    advance(CITY, 31 * 86_400)
    assert ask("GET", "me", sub="daughter", linli_for="mother")[0] == 403


def test_both_see_it_and_its_helper_hears_of_it(ask, key, told):
    mandate = give(ask)[1]
    [given] = ask("GET", "mandates", sub="mother")[1]["given"]
    [held] = ask("GET", "mandates", sub="daughter")[1]["held"]
    assert given["id"] == held["id"] == mandate["id"]
    (_, fact), (_, notice) = told()
    assert (fact["mandate_id"], fact["by"], fact["kind"]) == (mandate["id"], "mother", "helper")
    assert (notice["person"], notice["template"]) == ("daughter", "accounts.mandate-given")
    assert notice["to_person"]


@pytest.mark.parametrize(("by", "other"), [("mother", "daughter"), ("daughter", "mother")])
def test_either_ends_it_at_once_and_the_other_hears_of_it(ask, key, told, act, by, other):
    mandate = give(ask)[1]
    first, again = (ask("POST", f"mandates/{mandate['id']}/revocations", sub=by) for _ in range(2))
    assert first == again
    assert (first[0], first[1]["revoked_by"]) == (201, by)
    assert ask("GET", "me", sub="daughter", linli_for="mother")[0] == 403
    assert act("mother").given == act("daughter").held == ()
    names = [name for name, _ in told()]
    assert names.count("MandateRevoked") == 1
    notice = told()[-1][1]
    assert (notice["person"], notice["template"]) == (other, "accounts.mandate-revoked")


def test_a_third_person_cannot_end_it(ask, key):
    mandate = give(ask)[1]
    assert ask("POST", f"mandates/{mandate['id']}/revocations", sub="founder")[0] == 404
    assert ask("GET", "me", sub="daughter", linli_for="mother")[0] == 200


def test_a_helper_cannot_pass_it_on(ask, key):
    give(ask)
    body = helping("friend")
    status, problem = ask("POST", "mandates", body, sub="daughter", linli_for="mother")
    assert (status, problem["code"]) == (403, "beyond-mandate")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"person": "mother"}, "own-mandate"),
        ({"until": soon(days=-1)}, "over-already"),
        ({"until": soon(days=400)}, "too-long"),
        ({"until": "9999-12-31T00:00:00Z"}, "too-long"),
        ({"scopes": []}, "invalid"),
        ({"scopes": ["everything"]}, "invalid"),
        ({"scopes": ["profile", "grant_membership"]}, "invalid"),
        ({"phone": PHONE}, "invalid"),  # and a person
        ({"person": None}, "invalid"),
        ({"kind": "guardian"}, "invalid"),
        ({"principal": "father"}, "invalid"),
        ({"since": "2020-01-01T00:00:00Z"}, "invalid"),
    ],
)
def test_what_is_no_mandate_is_refused(ask, key, act, more, code):
    status, problem = give(ask, **more)
    assert status in (403, 422)
    assert problem["code"] == code
    assert act("mother").given == ()


def test_by_telephone_nobody_learns_whose_is_known(ask, key, enrol):
    from functions.accounts.people import store as store_people

    sub = enrol(phone=PHONE)
    known = ask("POST", "mandates", helping(None, phone=PHONE), sub="mother")
    new = ask("POST", "mandates", helping(None, phone="+8617000000003"), sub="mother")
    assert (known[0], new[0], known[1]["person"]) == (201, 201, sub)
    assert store_people.of_phone("+8617000000003") == new[1]["person"]
    shapes = [{k: type(v) for k, v in one[1].items()} for one in (known, new)]
    assert shapes[0] == shapes[1]
    given = ask("GET", "mandates", sub="mother")[1]["given"]
    assert "王秀英" not in json.dumps([known, new, given])


def test_the_helper_sees_for_whom(ask, key, enrol):
    mother = enrol("孙梅")
    give(ask, sub=mother)
    [held] = ask("GET", "mandates", sub="daughter")[1]["held"]
    assert (held["principal"], held["name"]) == (mother, "孙梅")


def test_the_same_request_is_one_mandate(ask, key, act):
    body = helping()
    key = {"sub": "mother", "idempotency_key": "k" * 8}
    assert ask("POST", "mandates", body, **key) == ask("POST", "mandates", body, **key)
    assert len(act("mother").given) == len(act("daughter").held) == 1
    other = ask("POST", "mandates", helping("son"), **key)
    assert (other[0], other[1]["code"]) == (422, "idempotency-key-reused")
    assert act("son").held == ()


def test_so_many_and_no_more(ask, key, act):
    for n in range(10):
        assert give(ask, person=f"helper{n}")[0] == 201
    assert give(ask, person="one-more")[1]["code"] == "too-many-mandates"
    assert act("one-more").held == ()
    codes = {give(ask, person="one-more")[1]["code"] for _ in range(12)}
    assert codes == {"too-many-mandates", "too-many"}


def test_nobody_can_be_made_to_act_for_everybody(ask, key, act):
    for n in range(50):
        assert give(ask, sub=f"m{n}")[0] == 201
    assert give(ask)[1]["code"] == "too-many-mandates"
    assert act("mother").given == ()


def test_what_is_over_leaves_room(ask, key, act, advance):
    for n in range(10):
        give(ask, person=f"helper{n}", until=soon(days=1))
    advance(CITY, 2 * 86_400)
    assert give(ask, until=soon(days=9))[0] == 201
    assert [one.person for one in act("mother").given] == ["daughter"]


def test_two_at_once_are_both_kept(ask, key, act, monkeypatch):
    """The son's comes between reading and writing the daughter's."""
    from functions.accounts.mandates import api as mandates_api
    from functions.accounts.mandates import rules as rules_mandates
    from functions.accounts.mandates.model import Kept

    check, now = rules_mandates.check, datetime.now(UTC)
    son = {"id": "f" * 26, "kind": "helper", "person": "son", "principal": "mother"}
    until = now + timedelta(days=3)
    late = Kept(**son, scopes=("profile",), since=now, until=until, by="mother")

    def first(*given):
        monkeypatch.setattr(rules_mandates, "check", check)
        mandates_api._give(late, "x")
        check(*given)

    monkeypatch.setattr(rules_mandates, "check", first)
    assert give(ask)[0] == 201
    assert [one.person for one in act("mother").given] == ["son", "daughter"]


@pytest.fixture
def ward(enrol):
    return enrol("小明", born=child())


def guardianship(guardian="wu", **more):
    body = {"guardian": guardian, "scopes": ["consents", "profile"], "until": soon(days=900)}
    return {**body, "basis": "户口簿", **more}


def test_a_guardian_is_written_down_by_the_community_and_all_hear_of_it(ask, ward, told, row):
    status, kept = ask("POST", f"people/{ward}/guardianships", guardianship(), sub="clerk")
    assert status == 201
    assert (kept["kind"], kept["person"], kept["principal"]) == ("guardian", "wu", ward)
    assert (kept["by"], kept["basis"]) == ("clerk", "户口簿")
    assert ask("GET", "consents", sub="wu", linli_for=ward)[0] == 200
    notices = {(one["person"], one["template"]) for name, one in told() if name == "NoticeAsked"}
    assert notices == {("wu", "accounts.mandate-given"), (ward, "accounts.guardian-given")}
    facts = [one for name, one in told() if name == "MandateGiven"]
    assert "户口簿" not in json.dumps(told(), ensure_ascii=False)
    assert [one["by"] for one in facts] == ["clerk"]


def test_who_wrote_a_guardian_down_can_undo_it_as_a_child_cannot(ask, ward, act, told, member):
    kept = ask("POST", f"people/{ward}/guardianships", guardianship(), sub="clerk")[1]
    member("other", "community_worker", HERE)
    assert ask("POST", f"mandates/{kept['id']}/revocations", sub="other")[0] == 404
    assert ask("POST", f"mandates/{kept['id']}/revocations", sub="clerk")[0] == 201
    assert act(ward).given == act("wu").held == ()
    ended = [one for name, one in told() if name == "NoticeAsked"]
    ended = [one["person"] for one in ended if one["template"] == "accounts.mandate-revoked"]
    assert sorted(ended) == sorted([ward, "wu"])


def test_nobody_writes_himself_down_as_a_guardian(ask, ward, act):
    assert ask("POST", f"people/{ward}/guardianships", guardianship("clerk"), sub="clerk")[0] == 403
    assert act(ward).given == ()
    own = ask("POST", "people/clerk/guardianships", guardianship(), sub="clerk")
    assert (own[0], own[1]["code"]) == (403, "own-mandate")


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [("grid_worker", HERE, 403), ("guardian", HERE, 403), ("community_worker", THERE, 404)],
)
def test_a_guardian_is_no_other_peoples_business(ask, ward, member, role, place, status):
    sub = member("x", role, place)
    assert ask("POST", f"people/{ward}/guardianships", guardianship(), sub=sub)[0] == status
    elsewhere = guardianship(place=THERE)
    member("y", "community_worker", THERE)
    assert ask("POST", f"people/{ward}/guardianships", elsewhere, sub="y")[0] == 404


def test_under_fourteen_one_gives_no_mandate_and_holds_none(ask, ward, enrol, act):
    status, problem = give(ask, sub=ward)
    assert (status, problem["code"]) == (409, "under-age")
    assert give(ask, person=ward)[1]["code"] == "under-age"
    other = enrol("小红", born=child())
    body = guardianship(ward)
    problem = ask("POST", f"people/{other}/guardianships", body, sub="clerk")[1]
    assert problem["code"] == "under-age"
    assert act(ward).held == act(ward).given == ()


def test_a_card_gives_no_mandate(ask, key, act):
    """Its finder would act for its owner until long after the card is void."""
    status, problem = ask("POST", "mandates", helping(), sub="mother", claims={"amr": "[card]"})
    assert (status, problem["code"]) == (403, "not-by-card")
    assert not act("mother").given
