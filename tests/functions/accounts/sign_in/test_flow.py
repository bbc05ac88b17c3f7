"""The whole way of a sign-in, from the page to the tokens."""

import json

from joserfc import jwt
from joserfc.jwk import KeySet

from tests.functions.accounts.sign_in.visitor import BACK, ISSUER, said


def claims(visitor, token):
    keys = KeySet.import_key_set(json.loads(visitor.send("GET", "jwks").body))
    return jwt.decode(token, keys, algorithms=["RS256"])


def test_a_code_to_a_phone_leads_to_tokens_that_say_who_and_how(visitor):
    reply = visitor.by_phone()
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
    kept = {name: access.claims[name] for name in ("iss", "aud", "client_id", "scope", "amr")}
    assert kept == {
        "iss": ISSUER,
        "aud": "linli",
        "client_id": "linli-web",
        "scope": "openid",
        "amr": ["otp"],
    }
    assert set(access.claims) == {*kept, "sub", "sid", "iat", "exp", "jti", "auth_time"}
    identity = claims(visitor, body["id_token"]).claims
    assert (identity["aud"], identity["nonce"]) == ("linli-web", "the-nonce")
    assert identity["sub"] == access.claims["sub"]


def test_a_phone_is_one_person_whoever_holds_it_today(visitor, another):
    first = claims(
        visitor, json.loads(visitor.redeem(said(visitor.by_phone())["code"]).body)["access_token"]
    )
    other = another()
    again = json.loads(other.redeem(said(other.by_phone("170 0000 0001"))["code"]).body)
    third = json.loads(other.redeem(said(another().by_phone("17000000002"))["code"]).body)
    assert claims(other, again["access_token"]).claims["sub"] == first.claims["sub"]
    assert claims(other, third["access_token"]).claims["sub"] != first.claims["sub"]
