"""What a browser keeps of a sign-in, what ends it, and who is not let in."""

import json
from base64 import urlsafe_b64decode
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.functions.accounts.sign_in.visitor import ASKED, HERE, hidden, said

SESSION = "__Host-linli-session"


def claims(answer):
    part = json.loads(answer.body)["access_token"].split(".")[1]
    return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def change(sub, **new):
    from functions.accounts.members import store as store_members

    before = store_members.actor(sub)
    store_members.save(before, before.model_copy(update=new))


@pytest.fixture
def card(row):
    """card(sub) -> the code of a card that was issued to him."""

    def issue(sub="sun-mei", lasts=timedelta(days=365)):
        from functions.accounts.sessions import store as store_sessions
        from functions.accounts.sessions.model import Card

        code, now = "abcdefgh234567yz", datetime.now(UTC)
        store_sessions.keep(
            Card(
                digest=store_sessions.digest(code),
                hint=code[-4:],
                person=sub,
                place="140105001001",
                by="li-na",
                made_at=now,
                until=now + lasts,
            )
        )
        return code

    return issue


KIOSK = {"client_id": "linli-kiosk", "redirect_uri": "http://127.0.0.1/signed-in"}


def test_a_second_program_is_let_in_at_once(visitor):
    first = claims(visitor.redeem(visitor.code(**HERE), **HERE))
    reply = visitor.page()
    assert reply.status == 303
    second = claims(visitor.redeem(said(reply)["code"]))
    assert (second["sub"], second["sid"]) == (first["sub"], first["sid"])
    assert second["auth_time"] == first["auth_time"]
    assert said(visitor.page(prompt="none"))["code"]


@pytest.mark.parametrize(
    "where", [HERE["redirect_uri"], f" {HERE['redirect_uri']}", "HTTP://[::1]:4711/callback"]
)
def test_a_program_on_the_persons_device_needs_a_proof_of_its_own(visitor, where):
    """Any program there may call itself that one, and open this browser by itself."""
    visitor.by_invitation()
    here = HERE | {"redirect_uri": where}
    assert visitor.page(**here).status == 200
    assert said(visitor.page(**here, prompt="none"))["error"] == "login_required"
    assert said(visitor.by_invitation(asking=here))["code"]


def test_on_a_laptop_its_own_programs_share_a_sign_in(visitor, monkeypatch):
    monkeypatch.setenv("ISSUER", "http://127.0.0.1:4566/_aws/execute-api/abc/$default/sign-in")
    host = {"host": "127.0.0.1:4566"}
    asking = ASKED | HERE
    page = visitor.send("GET", "authorize", asking, **host)
    form = hidden(page.body, "invitation") | {"invitation": visitor.invite("wang-fang")}
    assert visitor.send("POST", "authorize", asking, form, **host).status == 303
    assert visitor.send("GET", "authorize", asking, **host).status == 303


@pytest.mark.parametrize("more", [{"prompt": "login"}, {"max_age": "0"}])
def test_a_program_may_want_a_new_proof(visitor, more):
    first = claims(visitor.redeem(visitor.code()))
    assert visitor.page(**more).status == 200
    second = claims(visitor.redeem(said(visitor.by_invitation(asking=more))["code"]))
    assert second["sid"] != first["sid"]


def test_the_session_of_another_cookie_is_nobodys(visitor, another):
    visitor.by_invitation()
    sid, word, person = visitor.cookies[SESSION].split(".")
    for forged in (
        f"{sid}.{'x' * 43}.{person}",
        f"{sid}..{person}",
        f"{sid}.{word}.li-na",
        "",
        "...",
    ):
        browser = another()
        browser.cookies[SESSION] = forged
        assert browser.page().status == 200, forged


@pytest.mark.parametrize(
    "new",
    [
        {"tokens_since": datetime(2100, 1, 1, tzinfo=UTC)},
        {"minor_until": date(2100, 1, 1)},
    ],
)
def test_a_session_from_before_a_recovery_is_over(visitor, new):
    visitor.by_invitation()
    assert visitor.page().status == 303
    change("wang-fang", **new)
    assert visitor.page().status == 200


def test_who_is_under_fourteen_does_not_sign_in(visitor):
    invitation = visitor.invite("kid")
    change("kid", minor_until=date(2100, 1, 1))
    reply = visitor.submit("invitation", invitation=invitation)
    assert reply.status == 403
    assert "监护人" in reply.body
    assert SESSION not in visitor.cookies


def test_an_invitation_is_good_once_and_in_time(visitor, another, monkeypatch):
    from functions.accounts.sign_in.proofs import invitations

    code = visitor.invite("wang-fang", "王芳")
    spaced = f" {code[:8].upper()}-{code[8:]} "
    assert visitor.submit("invitation", invitation=spaced).status == 303
    reply = another().submit("invitation", invitation=code)
    assert reply.status == 400
    assert "已用过" in reply.body
    monkeypatch.setattr(invitations, "LASTS", timedelta(0))
    assert another().submit("invitation", invitation=visitor.invite("wang-fang")).status == 400


def test_an_invited_person_is_made_known_once(visitor):
    from functions.accounts.people import store as store_people
    from tests.conftest import CONTEXT

    visitor.invite("wang-fang", "王芳")
    visitor.invite("wang-fang", "另一个")
    assert store_people.person("wang-fang").name == "王芳"
    visitor.handler({"invite": "sun-mei", "name": "孙梅", "phone": "17000000009"}, CONTEXT)
    assert store_people.of_phone("+8617000000009") == "sun-mei"
    taken = {"invite": "li-na", "phone": "17000000009"}
    assert visitor.handler(taken, CONTEXT) == {"error": "failed"}
    assert visitor.handler({"invite": "../x"}, CONTEXT) == {"error": "failed"}


def test_a_card_opens_the_kiosk_for_five_minutes_and_leaves_nothing(visitor, card):
    reply = visitor.submit("card", asking=KIOSK, card=card())
    assert reply.status == 303
    assert SESSION not in visitor.cookies
    answer = visitor.redeem(said(reply)["code"], **KIOSK)
    read = claims(answer)
    assert (read["sub"], read["amr"]) == ("sun-mei", ["card"])
    assert read["exp"] - read["iat"] == json.loads(answer.body)["expires_in"] == 300
    assert visitor.page(**KIOSK).status == 200
    from functions.accounts.sessions import store as store_sessions

    [session] = store_sessions.sessions("sun-mei")
    assert session.until - session.began_at == timedelta(minutes=5)


def test_a_kiosk_knows_no_session_of_its_browser(visitor):
    visitor.by_invitation()
    assert visitor.page(**KIOSK).status == 200
    assert said(visitor.page(**KIOSK, prompt="none"))["error"] == "login_required"
    assert 'data-passkey="sign"' not in visitor.page(**KIOSK).body


def test_a_card_is_for_kiosks_and_counts_until_it_ends_or_its_holder_is_recovered(visitor, card):
    code = card()
    form = hidden(visitor.page().body, "phone") | {"method": "card", "card": code}
    assert visitor.send("POST", "authorize", ASKED, form).status == 400
    change("sun-mei", tokens_since=datetime.now(UTC) + timedelta(seconds=1))
    assert visitor.submit("card", asking=KIOSK, card=code).status == 400
    assert visitor.submit("card", asking=KIOSK, card="another").status == 400


def test_a_card_that_is_over_opens_nothing(visitor, card):
    assert visitor.submit("card", asking=KIOSK, card=card(lasts=timedelta(0))).status == 400


def test_a_way_that_is_none_signs_nobody_in(visitor):
    form = hidden(visitor.page().body, "phone") | {"method": "name", "person": "wang-fang"}
    assert visitor.send("POST", "authorize", ASKED, form).status == 400


def test_the_account_page_asks_who_it_is_and_then_shows_it(visitor):
    assert visitor.send("GET", "account").status == 200
    page, code = visitor.call_for_code(path="account")
    reply = visitor.enter(page, code, path="account")
    assert (reply.status, reply.headers["Location"]) == (303, "/sign-in/account")
    shown = visitor.send("GET", "account")
    assert "登录中的设备" in shown.body
    assert "Chrome · Windows" in shown.body
    assert "本设备" in shown.body


def test_another_session_is_ended_at_once_and_its_tokens_with_it(visitor, another):
    from functions.accounts.members import store as store_members

    there = another()
    over = claims(there.redeem(there.code()))
    mine = claims(visitor.redeem(visitor.code()))
    assert there.page().status == 303
    page = visitor.send("GET", "account")
    assert mine["sid"] not in page.body
    form = hidden(page.body, "end")
    assert form["session"] == over["sid"]
    assert visitor.send("POST", "account", form=form).status == 303
    assert there.page().status == 200
    assert [one.sid for one in store_members.actor("wang-fang").ended] == [over["sid"]]
    assert visitor.page().status == 303


def test_all_others_are_ended_and_nobody_elses(visitor, another):
    others = [another(), another()]
    for one in others:
        one.by_invitation()
    stranger = another()
    stranger.by_invitation("li-na")
    visitor.by_invitation()
    sid = visitor.cookies[SESSION].partition(".")[0]
    form = {"csrf": _proof(stranger), "method": "end", "session": sid}
    assert stranger.send("POST", "account", form=form).status == 303
    assert visitor.page().status == 303
    visitor.submit("end-others", path="account")
    assert [one.page().status for one in others] == [200, 200]
    assert (visitor.page().status, stranger.page().status) == (303, 303)


def test_signing_out_ends_the_session_and_forgets_the_cookie(visitor):
    visitor.by_invitation()
    kept = dict(visitor.cookies)
    page = visitor.send("GET", "account").body
    form = hidden(page, "")
    assert visitor.send("POST", "end", form=form | {"csrf": "0" * 64}).status == 400
    assert visitor.send("POST", "end", form=form).status == 303
    assert SESSION not in visitor.cookies
    visitor.cookies = kept
    assert visitor.page().status == 200


def test_another_sites_form_changes_no_account(visitor, another):
    visitor.by_invitation()
    theirs = another()
    theirs.by_invitation("li-na")
    form = {"csrf": _proof(theirs), "method": "end-others"}
    assert visitor.send("POST", "account", form=form).status == 400
    assert visitor.send("POST", "account", form={"method": "end-others"}).status == 400


def _proof(browser):
    """That of a form of the page, which he whose browser it is could always make."""
    from functions.accounts.sign_in import csrf

    return csrf.proof(browser.cookies["__Host-linli-browser"], "/sign-in/account")
