"""Signing in, and every way in which it must not succeed."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.operate.issuer.visitor import ASKED, BACK, ISSUER, VERIFIER, said


def claims(visitor, token):
    keys = KeySet.import_key_set(json.loads(visitor.send("GET", "/jwks").body))
    return jwt.decode(token, keys, algorithms=["RS256"])


def test_a_person_is_chosen_and_a_token_says_who_he_is(visitor):
    reply = visitor.choose()
    assert reply.status == 303
    assert reply.headers["Location"].startswith(BACK + "?")
    assert said(reply)["state"] == "the-state"
    answer = visitor.redeem(said(reply)["code"])
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    body = json.loads(answer.body)
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 900)
    access = claims(visitor, body["access_token"])
    assert access.header["typ"] == "at+jwt"
    assert access.claims["exp"] - access.claims["iat"] == 900
    kept = {name: access.claims[name] for name in ("iss", "sub", "aud")}
    assert kept == {"iss": ISSUER, "sub": "wang-fang", "aud": "linli"}
    assert set(access.claims) == {"iss", "sub", "aud", "iat", "exp", "jti", "client_id"}
    identity = claims(visitor, body["id_token"]).claims
    assert (identity["aud"], identity["nonce"]) == ("linli-cli", "the-nonce")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"code_challenge_method": "plain", "code_challenge": VERIFIER}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),  # whose default is plain
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"prompt": "none"}, "login_required"),
    ],
)
def test_a_faulty_question_goes_back_with_its_error(visitor, change, error):
    reply = visitor.page(**change)
    assert reply.status == 302
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
        {"redirect_uri": 'http://127.0.0.1/"><script>'},
        {"redirect_uri": None},
        {"client_id": "somebody"},
        {"client_id": None},
        {"redirect_uri": [BACK, BACK]},
    ],
)
def test_nothing_is_sent_to_an_address_that_is_not_the_clients(visitor, change):
    reply = visitor.page(**change)
    assert reply.status == 400
    assert "Location" not in reply.headers
    assert "<script>" not in reply.body


@pytest.mark.parametrize(
    "change",
    [
        {"code_verifier": "w" * 43},
        {"code_verifier": None},
        {"redirect_uri": "http://127.0.0.1:4712/callback"},
        {"client_id": "linli-web"},
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


def test_of_many_redemptions_at_once_one_succeeds(visitor):
    code = visitor.code()
    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda _: visitor.redeem(code).status, range(32)))
    assert sorted(replies) == [200] + [400] * 31


def test_a_code_expires(visitor):
    code = visitor.code()
    visitor.now.seconds += 61
    assert json.loads(visitor.redeem(code).body)["error"] == "invalid_grant"


def test_a_nonce_that_is_still_out_is_refused(visitor):
    visitor.code()
    assert said(visitor.page())["error"] == "invalid_request"


def test_another_sites_form_chooses_nobody(visitor):
    assert visitor.choose(csrf="0" * 64).status == 400
    proof = visitor.page().body.split('name="csrf" value="')[1].split('"')[0]
    form = {"person": "wang-fang", "csrf": proof}
    assert visitor.send("POST", "/authorize", ASKED, form, cookie="another").status == 400
    changed = ASKED | {"redirect_uri": "http://localhost:4711/callback"}
    assert visitor.send("POST", "/authorize", changed, form).status == 400
    assert visitor.send("POST", "/authorize", ASKED, form).status == 303


def test_only_listed_people_are_let_in(visitor):
    assert visitor.choose(person="nobody").status == 400


def test_the_page_says_what_it_is_and_runs_nothing(visitor):
    page = visitor.page(ui_locales="en")
    assert page.status == 200
    assert "nothing is verified" in page.body
    assert "王芳 &lt;b&gt;" in page.body
    assert "<script" not in page.body
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "form-action 'self' http://127.0.0.1:4711" in policy
    assert "SameSite=Lax" in page.headers["Set-Cookie"]
    assert 'lang="zh-CN"' in visitor.page().body


def test_people_whom_scenarios_added_stand_apart(visitor):
    from operate.issuer.people import Person

    assert "<details>" not in visitor.page().body
    added = {"x": Person(id="x", name="X", added=True)}
    visitor.site.people = lambda: added
    assert 'value="x"' in visitor.page().body.partition("<details>")[2]


def test_other_methods_and_addresses(visitor):
    assert visitor.send("GET", "/token").status == 405
    assert visitor.send("GET", "/elsewhere").status == 404
    assert visitor.send("OPTIONS", "/token").status == 204


def test_discovery_names_addresses_under_the_issuer(visitor):
    about = json.loads(visitor.send("GET", "/.well-known/openid-configuration").body)
    assert about["issuer"] == ISSUER
    assert about["code_challenge_methods_supported"] == ["S256"]
    assert all(v.startswith(ISSUER) for k, v in about.items() if k.endswith(("point", "_uri")))
