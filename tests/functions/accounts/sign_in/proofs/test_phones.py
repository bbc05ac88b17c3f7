"""Codes to phones: nobody guesses one, and nobody learns whose phone is known."""

import json
import re

import pytest

from tests.functions.accounts.sign_in.visitor import ASKED, CHALLENGE, PHONE, hidden

OTHER = "17000000002"


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def alike(page):
    """A page without what is random in it."""
    return re.sub(r'value="[^"]{10,}"', "", page.body)


def test_a_code_is_six_digits_and_kept_as_a_digest(visitor, sent, row):
    page, code = visitor.call_for_code()
    assert page.status == 200
    assert re.fullmatch(r"\d{6}", code)
    assert {k: v for k, v in sent[0].items() if k != "code"} == {
        "phone": PHONE,
        "language": "zh",
        "minutes": 5,
    }
    rows = str([one.serialize() for one in row.scan()])
    assert "challenge#" in rows
    assert code not in rows
    assert PHONE[3:] not in rows


def test_a_known_phone_and_an_unknown_one_are_answered_alike(visitor, another):
    visitor.by_phone()
    known, unknown = another().call_for_code()[0], another().call_for_code(OTHER)[0]
    assert alike(known) == alike(unknown)
    assert (known.status, known.headers) == (unknown.status, unknown.headers)


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_code_is_refused_alike_and_five_spend_it(visitor, another, known):
    if known:
        another().by_phone()
    page, code = visitor.call_for_code()
    replies = [visitor.enter(page, wrong(code)) for _ in range(5)]
    assert {reply.status for reply in replies} == {400}
    assert "验证码不正确或已失效" in replies[0].body
    assert visitor.enter(page, code).status == 400


def test_the_right_one_at_the_fifth_try_is_right_and_is_good_once(visitor):
    page, code = visitor.call_for_code()
    assert [visitor.enter(page, wrong(code)).status for _ in range(4)] == [400] * 4
    assert visitor.enter(page, code).status == 303
    visitor.cookies.pop("__Host-linli-session")
    assert visitor.enter(page, code).status == 400


def test_after_a_wrong_one_the_page_takes_the_code_again(visitor):
    page, code = visitor.call_for_code()
    again = visitor.enter(page, wrong(code))
    assert hidden(again.body, "code")["challenge"] == hidden(page.body, "code")["challenge"]
    assert visitor.enter(again, code).status == 303


def test_tries_at_once_count_each(visitor, monkeypatch):
    """Two guesses that read the same count: the second reads again."""
    from functions.accounts.telephones import codes

    page, code = visitor.call_for_code()
    kept, between = codes.store_sessions.keep, []

    def late(proof):
        if not between:
            between.append(visitor)
            between.append(visitor.enter(page, wrong(code)).status)
        return kept(proof)

    monkeypatch.setattr(codes.store_sessions, "keep", late)
    visitor.enter(page, wrong(code))
    assert [visitor.enter(page, wrong(code)).status for _ in range(3)] == [400] * 3
    assert visitor.enter(page, code).status == 400


def test_a_code_is_for_its_own_challenge(visitor):
    first, code = visitor.call_for_code()
    second, _ = visitor.call_for_code(OTHER)
    assert visitor.enter(second, code).status == 400
    assert visitor.enter(first, code).status == 303


def test_the_same_code_is_kept_differently_each_time(visitor, monkeypatch, row):
    from functions.accounts.telephones import codes

    monkeypatch.setattr(codes.secrets, "randbelow", lambda _: 7)
    assert visitor.call_for_code()[1] == visitor.call_for_code(OTHER)[1] == "000007"
    kept = [json.loads(one.body)["answer"] for one in row.scan() if one.sk == "challenge"]
    assert len(set(kept)) == 2


def test_a_late_code_is_refused(visitor, monkeypatch):
    from functions.accounts.telephones import codes

    monkeypatch.setattr(codes, "MINUTES", 0)
    page, code = visitor.call_for_code()
    assert visitor.enter(page, code).status == 400


def test_a_phone_gets_five_codes_an_hour_whoever_asks(visitor, another, sent, one_window):
    for number in range(5):
        assert another(f"203.0.113.{number}").call_for_code()[0].status == 200
    page, _ = visitor.call_for_code()
    assert page.status == 429
    assert 0 < int(page.headers["Retry-After"]) <= 3600
    assert "操作过于频繁" in page.body
    assert len(sent) == 5
    assert visitor.call_for_code(OTHER)[0].status == 200


def test_a_phone_gets_so_many_codes_a_day(visitor, another, sent, monkeypatch, one_window):
    """Five an hour, day and night, would be six hundred guesses at one person each day."""
    from functions.accounts.telephones import codes

    monkeypatch.setattr(codes, "TO_A_PHONE_A_DAY", 2)
    assert [visitor.call_for_code()[0].status for _ in range(3)] == [200, 200, 429]
    assert len(sent) == 2
    assert visitor.call_for_code(OTHER)[0].status == 200


def test_who_tries_too_fast_is_told_so(visitor, monkeypatch):
    from functions.accounts.telephones import codes
    from linli.errors import Conflict

    page, code = visitor.call_for_code()

    def lost(_):
        raise Conflict

    monkeypatch.setattr(codes.store_sessions, "keep", lost)
    answer = visitor.enter(page, wrong(code))
    assert (answer.status, "操作过快" in answer.body) == (409, True)


def test_an_address_asks_for_so_many_codes_and_tries_so_many(
    visitor, another, monkeypatch, one_window
):
    from functions.accounts.telephones import codes

    monkeypatch.setattr(codes, "ASKED_BY_ONE", 2)
    monkeypatch.setattr(codes, "TRIED_BY_ONE", 3)
    page, code = visitor.call_for_code()
    assert visitor.call_for_code(OTHER)[0].status == 200
    assert visitor.call_for_code("17000000003")[0].status == 429
    assert another().call_for_code("17000000003")[0].status == 200
    assert [visitor.enter(page, wrong(code)).status for _ in range(3)] == [400] * 3
    assert visitor.enter(page, code).status == 429


@pytest.mark.parametrize("phone", ["", "12345", "1700000000a", "+4915112345678", "1" * 200])
def test_what_is_no_mobile_gets_no_code(visitor, sent, phone):
    page = visitor.submit("phone", phone=phone)
    assert page.status == 400
    assert "请输入11位手机号" in page.body
    assert not sent


def test_where_no_message_goes_out_the_page_says_so(visitor, monkeypatch):
    from linli import ask
    from linli.errors import Refused

    def refuse(*_, **__):
        raise Refused("no-gateway")

    monkeypatch.setattr(ask, "ask", refuse)
    page = visitor.submit("phone", phone=PHONE)
    assert page.status == 503
    assert "短信暂时发不出去" in page.body


def test_a_challenge_that_never_was_is_a_wrong_code(visitor):
    page, _ = visitor.call_for_code()
    form = hidden(page.body, "code") | {"challenge": CHALLENGE, "code": "123456"}
    assert visitor.send("POST", "authorize", ASKED, form).status == 400
