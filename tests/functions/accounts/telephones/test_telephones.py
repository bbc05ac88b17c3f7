"""Taking another telephone: by its code alone, and nobody learns whose telephones are known."""

import json
from datetime import UTC, datetime

import pytest

OLD, NEW, OTHERS = (f"+861700000000{n}" for n in (1, 2, 3))


@pytest.fixture
def sun(enrol, sent):
    return enrol(phone=OLD)


@pytest.fixture
def want(ask, key, sent):
    """want(sub, phone) -> the challenge, and the code that answers it."""

    def want(sub, phone=NEW):
        status, answer = ask("POST", "telephones", {"phone": phone}, sub=sub)
        assert status == 201, answer
        return answer["challenge"], sent[-1]["code"]

    return want


@pytest.fixture
def take(ask):
    def take(sub, challenge, code, **more):
        path = f"telephones/{challenge}/confirmations"
        return ask("POST", path, {"code": code}, sub=sub, **more)

    return take


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def phones(sub):
    from functions.accounts.people import store as store_people

    person = store_people.person(sub)
    return [number for number in (OLD, NEW, OTHERS) if store_people.of_phone(number) == sub], (
        store_people.phone(person)
    )


def test_the_code_makes_it_his_and_the_one_before_nobodys(ask, sun, want, take, told, sent):
    challenge, code = want(sun)
    assert phones(sun) == ([OLD], OLD)
    assert (sent[-1]["phone"], sent[-1]["minutes"], sent[-1]["language"]) == (NEW, 5, "zh")
    assert take(sun, challenge, code) == (201, {"phone": NEW})
    assert phones(sun) == ([NEW], NEW)
    assert ask("GET", "me", sub=sun)[1]["phone"] == NEW
    [notice] = [one for name, one in told() if name == "NoticeAsked"]
    assert (notice["template"], notice["person"]) == ("accounts.telephone-changed", sun)
    assert take(sun, challenge, code)[0] == 422
    challenge, code = want(sun, OLD)  # free again, it may come back
    assert take(sun, challenge, code)[0] == 201
    assert phones(sun) == ([OLD], OLD)


def test_the_one_before_is_warned_as_no_notice_reaches_it_any_more(
    ask, sun, want, take, sent, written, monkeypatch
):
    challenge, code = want(sun)
    assert take(sun, challenge, code)[0] == 201
    warned = {"phone": OLD, "template": "accounts.telephone-changed", "language": "zh"}
    assert sent[-1] == warned
    challenge, code = want(sun, OLD)

    def fail(*_, **__):
        raise RuntimeError("no answer")

    from linli import ask as others

    monkeypatch.setattr(others, "ask", fail)
    assert take(sun, challenge, code)[0] == 201  # it is changed all the same
    assert phones(sun) == ([OLD], OLD)
    assert "old-telephone-unwarned" in written()
    assert NEW not in written()


def test_who_has_none_gets_his_first(want, take):
    assert take("founder", *want("founder"))[0] == 201
    assert phones("founder") == ([NEW], NEW)


def test_his_own_again_changes_nothing(sun, want, take, told):
    assert take(sun, *want(sun, OLD)) == (201, {"phone": OLD})
    assert phones(sun) == ([OLD], OLD)
    assert "NoticeAsked" not in dict(told())


def test_somebody_elses_is_asked_for_alike_and_then_refused(ask, enrol, sun, want, take):
    other = enrol("别人", phone=OTHERS)
    known = ask("POST", "telephones", {"phone": OTHERS}, sub=sun)
    unknown = ask("POST", "telephones", {"phone": NEW}, sub=sun)
    assert (known[0], known[1].keys()) == (unknown[0], unknown[1].keys())
    status, problem = take(sun, *want(sun, OTHERS))
    assert (status, problem["code"]) == (409, "telephone-taken")
    assert phones(sun) == ([OLD], OLD)
    assert phones(other) == ([OTHERS], OTHERS)


def test_of_two_who_take_one_at_once_one_gets_it(enrol, sun, want, take, monkeypatch):
    from functions.accounts.people import store as store_people
    from linli.store import commit

    other, first, look = enrol("别人", phone=OTHERS), want(sun), store_people._found

    def late(phone):
        found = look(phone)
        if phone == NEW:
            monkeypatch.setattr(store_people, "_found", look)
            commit(*store_people.moving(store_people.person(other), NEW))
        return found

    monkeypatch.setattr(store_people, "_found", late)
    assert take(sun, *first)[0] == 409
    assert phones(other) == ([NEW], NEW)
    assert phones(sun) == ([OLD], OLD)


def test_a_wrong_a_spent_and_anothers_code_are_refused_alike(enrol, sun, want, take):
    other = enrol("别人", phone=OTHERS)
    challenge, code = want(sun)
    answers = [take(other, challenge, code), take(sun, "none", code)]
    answers += [take(sun, challenge, wrong(code)) for _ in range(5)]
    answers.append(take(sun, challenge, code))
    assert {(status, problem["code"]) for status, problem in answers} == {(422, "code-wrong")}
    assert phones(sun) == ([OLD], OLD)


def test_a_code_for_signing_in_is_none_for_taking_and_none_the_other_way(sun, want, take, sent):
    from functions.accounts.telephones import codes

    signing_in = codes.send(NEW, "zh", "203.0.113.9")
    assert take(sun, signing_in.id, sent[-1]["code"])[0] == 422
    challenge, code = want(sun)
    with pytest.raises(codes.Wrong):
        codes.prove(challenge, code, "203.0.113.9")


def test_a_telephone_gets_five_codes_an_hour_whoever_asks_for_whatever(
    ask, sun, want, sent, monkeypatch, one_window
):
    from functions.accounts.telephones import codes

    codes.send(NEW, "zh", "203.0.113.9")
    for _ in range(4):
        want(sun)
    status, problem = ask("POST", "telephones", {"phone": NEW}, sub="founder")
    assert (status, problem["code"]) == (429, "too-many")
    assert len(sent) == 5
    monkeypatch.setattr(codes, "ASKED_BY_ONE", 4)
    assert ask("POST", "telephones", {"phone": OTHERS}, sub=sun)[0] == 429


def test_a_card_a_child_a_helper_and_an_app_take_none(ask, enrol, sun, want, take, sent):
    challenge, code = want(sun)
    card = {"claims": {"amr": "[card]"}}
    for answer in (
        ask("POST", "telephones", {"phone": NEW}, sub=sun, **card),
        take(sun, challenge, code, **card),
    ):
        assert (answer[0], answer[1]["code"]) == (403, "not-by-card")
    child = enrol("小明", born=f"{datetime.now(UTC).year - 9}-01-01")
    status, problem = ask("POST", "telephones", {"phone": NEW}, sub=child)
    assert (status, problem["code"]) == (409, "under-age")
    app = {"claims": {"client_id": "care", "scope": "profile"}}
    assert ask("POST", "telephones", {"phone": NEW}, sub=sun, **app)[0] == 403
    assert ask("POST", "telephones", {"phone": NEW}, sub="x", linli_for=sun)[0] == 403
    assert len(sent) == 1


@pytest.mark.parametrize("phone", ["", "12345", "+4915112345678", "1" * 200])
def test_what_is_no_mobile_gets_no_code(ask, sun, sent, phone):
    assert ask("POST", "telephones", {"phone": phone}, sub=sun)[0] == 422
    assert sent == []


def test_where_no_message_goes_out_the_answer_says_so(ask, sun, monkeypatch):
    from linli import ask as others
    from linli.errors import Refused

    def refuse(*_, **__):
        raise Refused("no-supplier", 503)

    monkeypatch.setattr(others, "ask", refuse)
    status, problem = ask("POST", "telephones", {"phone": NEW}, sub=sun)
    assert (status, problem["code"]) == (503, "code-unsent")


def test_neither_telephone_nor_code_is_kept_told_or_logged(sun, want, take, row, told, written):
    challenge, code = want(sun)
    take(sun, challenge, code)
    kept = json.dumps([str(one.serialize()) for one in row.scan()]) + json.dumps(told()) + written()
    assert "decided" in kept
    assert NEW[3:] not in kept
    assert f'"{code}"' not in kept


def test_an_old_sign_in_takes_none(ask, sun, want, take, sent):
    """A session that was stolen would make itself last."""
    challenge, code = want(sun)
    long_ago = {"auth_time": str(int(datetime.now(UTC).timestamp()) - 3600)}
    for answer in (
        ask("POST", "telephones", {"phone": OTHERS}, sub=sun, claims=long_ago),
        take(sun, challenge, code, claims=long_ago),
    ):
        assert (answer[0], answer[1]["code"]) == (403, "proof-too-old")
    assert len(sent) == 1
    lately = {"auth_time": str(int(datetime.now(UTC).timestamp()) - 60)}
    assert take(sun, challenge, code, claims=lately)[0] == 201
