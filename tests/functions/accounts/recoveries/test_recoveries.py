"""Cards and recoveries: nobody lets in, or brings back, one who is more than he could make him."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.functions.accounts.conftest import COUNTY, HERE, THERE

PHONE = "+8617000000001"
DESK = {"sub": "clerk", "linli_purpose": "recovery"}


@pytest.fixture
def zhou(ask, enrol):
    """A resident who signs in by a passkey, a card and a browser."""
    from functions.accounts.sessions import store as store_sessions
    from functions.accounts.sessions.model import Card, Passkey, Session

    sub, then = enrol("周涛"), datetime.now(UTC) - timedelta(days=1)
    ask("POST", f"actors/{sub}/memberships", {"role": "resident", "place": HERE})
    later = then + timedelta(days=9)
    of = {"person": sub}
    store_sessions.keep(Passkey(id="pk", public_key="x", made_at=then, **of))
    card = {"digest": "d", "hint": "d", "place": HERE, "by": "clerk"}
    store_sessions.keep(Card(made_at=then, until=later, **card, **of))
    for sid in ("s1", "s2"):
        new = Session(id=sid, client="linli-web", method="otp", began_at=then, until=later, **of)
        store_sessions.keep(new)
    return sub


def test_a_recovery_ends_all_and_gives_one_code_to_begin_anew(ask, zhou, act, told, row):
    from functions.accounts.sessions import rules as rules_sessions
    from functions.accounts.sessions import store as store_sessions

    status, answer = ask("POST", f"people/{zhou}/recoveries", {}, **DESK)
    assert status == 201
    invitation = store_sessions.invitation(store_sessions.digest(answer["code"]))
    assert (invitation.person, invitation.by, invitation.used_at) == (zhou, "clerk", None)
    actor = act(zhou)
    assert [one.sid for one in actor.ended] == ["s1", "s2"]
    since = actor.tokens_since
    assert rules_sessions.live([store_sessions.card("d")], since) == []
    assert rules_sessions.live(store_sessions.passkeys(zhou), since) == []
    assert rules_sessions.live(store_sessions.sessions(zhou), since) == []
    assert ask("GET", "passkeys", sub=zhou, claims={"iat": 9e9}) == (200, {"items": []})
    facts = dict(told())
    assert (facts["PersonRecovered"]["person"], facts["PersonRecovered"]["by"]) == (zhou, "clerk")
    notices = [one for name, one in told() if name == "NoticeAsked"]
    assert (notices[-1]["template"], notices[-1]["urgency"]) == ("accounts.recovered", "P2")
    kept = json.dumps([str(one.attribute_values) for one in row.scan()])
    assert answer["code"] not in kept
    assert answer["code"] not in json.dumps(told())


def test_a_lost_telephone_lets_its_finder_in_as_nobody_known(ask, enrol, row):
    from functions.accounts.people import store as store_people

    sub = enrol(phone=PHONE)
    assert ask("POST", f"people/{sub}/recoveries", {"lost": "device"}, **DESK)[0] == 201
    assert store_people.of_phone(PHONE) == sub
    key = DESK | {"idempotency_key": "k" * 8}
    assert ask("POST", f"people/{sub}/recoveries", {}, **key)[0] == 201
    assert store_people.phone(store_people.person(sub)) is None
    assert store_people.of_phone(PHONE) is None
    finder = store_people.whose(PHONE)
    assert finder != sub
    assert store_people.whose(PHONE) == finder
    assert ask("POST", f"people/{sub}/recoveries", {}, **key)[0] == 201
    assert store_people.of_phone(PHONE) == finder
    assert ask("POST", f"people/{sub}/recoveries", {}, **DESK)[0] == 201
    assert store_people.of_phone(PHONE) == finder
    assert ask("POST", f"people/{sub}/recoveries", {"lost": "mind"}, **DESK)[0] == 422


def test_a_person_sees_who_let_him_in_again(ask, zhou):
    key = DESK | {"idempotency_key": "k" * 8}
    for _ in range(2):
        ask("POST", f"people/{zhou}/recoveries", {}, **key)
    [look] = ask("GET", "lookups", sub=zhou, claims={"iat": 9e9})[1]["items"]
    seen = {name: look[name] for name in ("by", "what", "purpose", "place", "person")}
    assert seen == {
        "by": "clerk", "what": "recovery", "purpose": "recovery", "place": HERE, "person": zhou
    }  # fmt: skip


def test_the_same_request_is_one_recovery_with_one_code(ask, zhou, told, act):
    key = DESK | {"idempotency_key": "k" * 8}
    first = ask("POST", f"people/{zhou}/recoveries", {}, **key)
    since = act(zhou).tokens_since
    assert ask("POST", f"people/{zhou}/recoveries", {}, **key) == first
    assert act(zhou).tokens_since == since
    assert [name for name, _ in told()].count("PersonRecovered") == 1
    assert ask("POST", f"people/{zhou}/recoveries", {}, **DESK)[1]["code"] != first[1]["code"]


def test_an_earlier_code_is_void_once_there_is_a_new_one(ask, zhou):
    from functions.accounts.sign_in.proofs import invitations
    from functions.accounts.sign_in.refusals import Unproved

    first, second = (
        ask("POST", f"people/{zhou}/recoveries", {}, **DESK)[1]["code"] for _ in range(2)
    )
    with pytest.raises(Unproved):
        invitations.prove(first)
    assert invitations.prove(second) == zhou
    with pytest.raises(Unproved):
        invitations.prove(second)


def test_no_token_from_before_counts(ask, zhou):
    before = {"iat": datetime.now(UTC).timestamp() - 60, "sid": "other"}
    assert ask("GET", "me", sub=zhou, claims=before)[0] == 200
    ask("POST", f"people/{zhou}/recoveries", {}, **DESK)
    status, problem = ask("GET", "me", sub=zhou, claims=before)
    assert (status, problem["code"]) == (403, "session-ended")
    at_once = {"iat": int(datetime.now(UTC).timestamp()), "sid": "new"}
    assert ask("GET", "me", sub=zhou, claims=at_once)[0] == 200
    assert ask("GET", "me", sub=zhou, claims=at_once | {"sid": "s1"})[0] == 403


@pytest.mark.parametrize("what", ["cards", "recoveries"])
@pytest.mark.parametrize(
    ("held", "by", "status"),
    [
        ("volunteer", "community_worker", 201),
        ("grid_worker", "community_worker", 403),
        ("grid_worker", "official", 201),
        ("official", "official", 403),
        ("city_operator", "official", 403),
        ("resident", "grid_worker", 403),
        ("resident", "city_operator", 403),
    ],
)
def test_nobody_lets_in_one_who_is_more_than_he_could_make_him(
    ask, zhou, member, what, held, by, status
):
    member(zhou, held, HERE)
    desk = DESK | {"sub": member("desk", by, COUNTY)}
    answer = ask("POST", f"people/{zhou}/{what}", {}, **desk)
    assert answer[0] == status
    assert status == 201 or answer[1]["code"] == "forbidden"  # by policy, before the rules


@pytest.mark.parametrize("what", ["cards", "recoveries"])
def test_what_he_is_elsewhere_counts_too(ask, zhou, member, what):
    """A street office that could bring back another's grid worker could become him there."""
    desk = DESK | {"sub": member("desk", "official", "140105001000")}
    member(zhou, "grid_worker", "140106001001")
    status, problem = ask("POST", f"people/{zhou}/{what}", {}, **desk)
    assert (status, problem["code"]) == (403, "beyond-recovery")
    member("desk", "official", "140106000000")
    assert ask("POST", f"people/{zhou}/{what}", {}, **desk)[0] == 201


@pytest.mark.parametrize("what", ["cards", "recoveries"])
def test_nobody_lets_himself_in(ask, zhou, member, what):
    member(zhou, "community_worker", HERE)
    desk = DESK | {"sub": zhou}
    assert ask("POST", f"people/{zhou}/{what}", {}, **desk)[0] == 403


@pytest.mark.parametrize("what", ["cards", "recoveries"])
def test_who_is_of_another_place_is_not_there(ask, zhou, member, what):
    desk = DESK | {"sub": member("other", "community_worker", THERE)}
    assert ask("POST", f"people/{zhou}/{what}", {}, **desk)[0] == 404
    assert ask("POST", f"people/{zhou}/{what}", {"place": THERE}, **desk)[0] == 404
    assert ask("POST", "people/nobody/cards", {}, **desk)[0] == 404


@pytest.mark.parametrize("what", ["cards", "recoveries"])
def test_under_fourteen_nobody_signs_in(ask, enrol, what):
    sub = enrol("小明", born=(datetime.now(UTC) - timedelta(days=3000)).date().isoformat())
    status, problem = ask("POST", f"people/{sub}/{what}", {}, **DESK)
    assert (status, problem["code"]) == (409, "under-age")


def test_a_card_is_its_code_and_only_its_digest_is_kept(ask, zhou, row):
    from functions.accounts.sessions import store as store_sessions

    key = DESK | {"idempotency_key": "k" * 8}
    status, answer = ask("POST", f"people/{zhou}/cards", {}, **key)
    assert status == 201
    assert ask("POST", f"people/{zhou}/cards", {}, **key)[1] == answer
    card = store_sessions.card(store_sessions.digest(answer["code"]))
    assert (card.person, card.place, card.by) == (zhou, HERE, "clerk")
    assert answer["code"].endswith(card.hint)
    assert answer["code"] not in json.dumps([str(one.attribute_values) for one in row.scan()])


def test_a_recovery_that_somebody_disturbs_is_still_one(ask, zhou, act, monkeypatch, told):
    """His roles change between reading and writing."""
    from functions.accounts.members import api as members_api
    from functions.accounts.members.model import Grant
    from functions.accounts.sessions import rules as rules_sessions

    cut_off = rules_sessions.cut_off

    def late(*given):
        monkeypatch.setattr(rules_sessions, "cut_off", cut_off)
        members_api._give(zhou, Grant(role="volunteer", place=HERE), ("founder",), "0" * 26)
        return cut_off(*given)

    monkeypatch.setattr(rules_sessions, "cut_off", late)
    assert ask("POST", f"people/{zhou}/recoveries", {}, **DESK)[0] == 201
    actor = act(zhou)
    assert [one.role for one in actor.memberships] == ["resident", "volunteer"]
    assert actor.tokens_since
    assert [name for name, _ in told()].count("PersonRecovered") == 1


def test_a_code_is_nowhere_in_the_log(ask, zhou, written):
    codes = [
        ask("POST", f"people/{zhou}/{what}", {}, **DESK)[1]["code"]
        for what in ("cards", "recoveries")
    ]
    assert "decided" in written()
    assert not any(code in written() for code in codes)


@pytest.mark.parametrize("what", ["cards", "recoveries"])
def test_no_community_becomes_anothers_resident_by_writing_him_down(ask, zhou, member, what):
    desk = DESK | {"sub": member("other", "community_worker", THERE)}
    grant = {"role": "resident", "place": THERE}
    assert ask("POST", f"actors/{zhou}/memberships", grant, sub="other")[0] == 201
    status, problem = ask("POST", f"people/{zhou}/{what}", {"place": THERE}, **desk)
    assert (status, problem["code"]) == (403, "beyond-recovery")
    ask("POST", f"actors/{zhou}/endings", {"role": "resident", "place": HERE})  # he moved
    assert ask("POST", f"people/{zhou}/{what}", {"place": THERE}, **desk)[0] == 201


def test_a_person_sees_who_made_a_card_for_him_and_hears_of_it(ask, zhou, told):
    key = DESK | {"idempotency_key": "k" * 8}
    for _ in range(2):
        assert ask("POST", f"people/{zhou}/cards", {}, **key)[0] == 201
    [look] = ask("GET", "lookups", sub=zhou)[1]["items"]
    assert (look["by"], look["what"], look["place"]) == ("clerk", "card", HERE)
    notices = [one["template"] for name, one in told() if name == "NoticeAsked"]
    assert notices.count("accounts.card-issued") == 1
