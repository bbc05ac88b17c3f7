"""The protocol, and every way in which it must not succeed."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.functions.accounts.sign_in.visitor import (
    ASKED,
    BACK,
    HERE,
    ISSUER,
    PHONE,
    VERIFIER,
    hidden,
    said,
)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"code_challenge_method": "plain", "code_challenge": VERIFIER}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),  # whose default is plain
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": "openid everything"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"prompt": "none"}, "login_required"),
    ],
)
def test_a_faulty_question_goes_back_with_its_error(visitor, change, error):
    reply = visitor.page(**change)
    assert reply.status == 303
    assert said(reply)["error"] == error
    assert said(reply)["state"] == "the-state"
    assert reply.headers["Location"].startswith(BACK + "?")


@pytest.mark.parametrize(
    "change",
    [
        {"redirect_uri": "https://evil.example/callback"},
        {"redirect_uri": "http://127.0.0.1.evil.example/callback"},
        {"redirect_uri": "http://127.0.0.1@evil.example/callback"},
        {"redirect_uri": "http://127.0.0.1:4711/callback?next=http://evil.example"},
        {"redirect_uri": "http://127.0.0.1:4711/elsewhere"},
        {"redirect_uri": "http://127.0.0.1:x/callback"},
        {"redirect_uri": 'http://127.0.0.1/"><script>alert(1)</script>'},
        {"redirect_uri": "http://x; frame-ancestors * y.localhost/callback"},
        {"redirect_uri": "http://x;sandbox.localhost/callback"},
        {"redirect_uri": None},
        {"client_id": "somebody"},
        {"client_id": None},
        {"redirect_uri": [HERE["redirect_uri"]] * 2},
        {"nonce": "n" * 256},
    ],
)
def test_nothing_is_sent_to_an_address_that_is_not_the_clients(visitor, change):
    reply = visitor.page(**HERE | change)
    assert reply.status == 400
    assert "Location" not in reply.headers
    assert "alert(1)" not in reply.body


@pytest.mark.parametrize(
    "change",
    [
        {"code_verifier": "w" * 43},
        {"code_verifier": None},
        {"redirect_uri": BACK + "/"},
        {"client_id": "linli-cli"},
    ],
)
def test_a_faulty_redemption_is_refused_and_spends_the_code(visitor, change):
    code = visitor.code()
    refusal = visitor.redeem(code, **change)
    assert refusal.status == 400
    assert json.loads(refusal.body)["error"] in {"invalid_grant", "invalid_request"}
    assert json.loads(visitor.redeem(code).body)["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_id": "somebody"}, "invalid_client"),
        ({"client_secret": "x"}, "invalid_client"),
        ({"code": "nothing"}, "invalid_grant"),
        ({"code": None}, "invalid_request"),
        ({"code": ["a", "b"]}, "invalid_request"),
    ],
)
def test_the_token_endpoint_names_what_is_wrong(visitor, change, error):
    reply = visitor.redeem("any", **change)
    assert (reply.status, json.loads(reply.body)["error"]) == (400, error)


def test_a_code_is_good_once(visitor):
    code = visitor.code()
    assert visitor.redeem(code).status == 200
    assert json.loads(visitor.redeem(code).body)["error"] == "invalid_grant"


def test_of_redemptions_at_once_one_succeeds(visitor):
    code = visitor.code()
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: visitor.redeem(code).status, range(8)))
    assert sorted(replies) == [200] + [400] * 7


def test_of_redemptions_that_both_found_the_code_unused_one_succeeds(visitor, monkeypatch):
    """The worst order: the second reads before the first has written."""
    from functions.accounts.sign_in.protocol import codes

    code, kept, taken = visitor.code(), codes.store_sessions.keep, []

    def late(proof):
        monkeypatch.setattr(codes.store_sessions, "keep", kept)
        taken.append(visitor.redeem(code).status)
        return kept(proof)

    monkeypatch.setattr(codes.store_sessions, "keep", late)
    assert (visitor.redeem(code).status, taken) == (400, [200])


def test_a_code_expires(visitor, monkeypatch):
    from functions.accounts.sign_in.protocol import codes

    monkeypatch.setattr(codes, "LIVES", timedelta(0))
    assert json.loads(visitor.redeem(visitor.code()).body)["error"] == "invalid_grant"


def test_another_sites_form_signs_nobody_in(visitor, another):
    code = visitor.invite("wang-fang")
    assert visitor.submit("invitation", csrf="0" * 64, invitation=code).status == 400
    form = hidden(visitor.page().body, "invitation") | {"invitation": code}
    elsewhere = another()
    elsewhere.page()
    assert elsewhere.send("POST", "authorize", ASKED, form).status == 400
    assert visitor.send("POST", "authorize", ASKED, form, cookies={}).status == 400
    changed = ASKED | {"state": "another"}
    assert visitor.send("POST", "authorize", changed, form).status == 400
    assert visitor.send("POST", "authorize", ASKED, form).status == 303


def test_the_page_runs_nothing_but_its_own_script(visitor):
    page = visitor.page(**HERE, ui_locales="en")
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src 'self'" in policy
    assert "form-action 'self' http://127.0.0.1:4711" in policy
    assert page.body.count("<script") == 1
    assert " on" not in page.body.partition("<main>")[0].partition("<body>")[2]
    assert "style=" not in page.body
    assert 'lang="zh-CN"' in visitor.page().body


def test_cookies_come_back_here_only_and_no_script_reads_them(visitor):
    lines = [*visitor.page().set, *visitor.by_invitation().set]
    assert {line.partition("=")[0] for line in lines} == {
        "__Host-linli-browser",
        "__Host-linli-session",
    }
    for line in lines:
        assert line.endswith("Path=/; Secure; HttpOnly; SameSite=Lax")


def test_other_methods_and_addresses(visitor):
    assert visitor.send("GET", "token").status == 405
    assert visitor.send("GET", "elsewhere").status == 404
    assert visitor.send("GET", "static/../issuer.py").status == 404
    assert visitor.send("OPTIONS", "token").status == 204
    assert "Access-Control-Allow-Origin" not in visitor.send("OPTIONS", "authorize").headers
    assert "Access-Control-Allow-Origin" not in visitor.send("OPTIONS", "passkeys").headers


def test_what_cannot_be_read_is_refused(visitor):
    assert visitor.send("POST", "token", form={"code": "x" * 70_000}).status == 400
    many = {str(number): "x" for number in range(60)}
    assert visitor.send("POST", "token", form=many).status == 400
    assert visitor.send("POST", "token", said={}).status == 400


def test_on_a_laptop_no_other_name_leads_to_the_issuer(visitor, monkeypatch):
    monkeypatch.setenv("ISSUER", "http://127.0.0.1:4566/_aws/execute-api/abc/$default/sign-in")
    assert visitor.send("GET", "jwks", host="evil.example").status == 400
    assert visitor.send("GET", "jwks", host="localhost").status == 400
    assert visitor.send("GET", "jwks", host="localhost:4566").status == 200
    asked = ASKED | HERE
    named = visitor.send("GET", "authorize", asked, host="abc.execute-api.localhost:4566")
    assert 'action="/sign-in/authorize?' in named.body
    assert named.set[0].endswith("Path=/sign-in; HttpOnly; SameSite=Lax")
    visitor.cookies.clear()
    page = visitor.send("GET", "authorize", asked, host="127.0.0.1:4566")
    assert page.set[0].endswith(
        "Path=/_aws/execute-api/abc/$default/sign-in; HttpOnly; SameSite=Lax"
    )


def test_discovery_names_addresses_under_the_issuer(visitor):
    about = json.loads(visitor.send("GET", ".well-known/openid-configuration").body)
    assert about["issuer"] == ISSUER
    assert about["code_challenge_methods_supported"] == ["S256"]
    assert all(v.startswith(ISSUER) for k, v in about.items() if k.endswith(("point", "_uri")))


def test_every_address_has_its_view():
    from importlib import import_module

    from functions.accounts.sign_in import site

    for named in site.ROUTES.values():
        module, _, name = named.rpartition(".")
        assert callable(getattr(import_module(f"functions.accounts.sign_in.{module}"), name))


def test_what_fails_is_logged_and_told_without_detail(visitor, monkeypatch, logged):
    from functions.accounts.sign_in.protocol import keys

    monkeypatch.setattr(keys, "listed", lambda: 1 / 0)
    reply = visitor.send("GET", "jwks")
    assert reply.status == 500
    assert "ZeroDivision" not in reply.body
    assert "ZeroDivision" in logged()


def test_nothing_secret_and_no_phone_is_logged(visitor, sent, logged):
    visitor.by_phone()
    invitation = visitor.invite("li-na")
    reply = visitor.submit("invitation", asking={"prompt": "login"}, invitation=invitation)
    body = json.loads(visitor.redeem(said(reply)["code"]).body)
    secrets = [PHONE, PHONE[3:], sent[-1]["code"], invitation, said(reply)["code"]]
    kept = [part for value in visitor.cookies.values() for part in value.split(".")[1:2]]
    assert "answered" in logged()
    for secret in [*secrets, *kept, body["access_token"], body["id_token"], VERIFIER]:
        assert secret not in logged()
