"""Who checks tokens may be two hours behind; no token may be unknown to him."""

import json

import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import KeySet

from tests.functions.accounts.sign_in.conftest import key_of
from tests.functions.accounts.sign_in.visitor import ISSUER

WANTED = {
    "iss": {"essential": True, "value": ISSUER},
    "aud": {"essential": True, "value": "linli"},
    "exp": {"essential": True},
}


def listed(visitor):
    return json.loads(visitor.send("GET", "jwks").body)["keys"]


def signs_with(number, monkeypatch):
    from functions.accounts.sign_in.protocol import keys
    from linli.city import city

    present = city().model_copy(update={"sign_in_key": number})
    monkeypatch.setattr(keys, "city", lambda: present)
    keys._read.clear()


def test_the_next_key_is_listed_before_it_signs_and_the_last_one_after(
    city, visitor, another, monkeypatch
):
    before = visitor.tokens()["access_token"]
    assert [key["kid"].partition(".")[0] for key in listed(visitor)] == ["1", "2"]
    announced = {key["kid"] for key in listed(visitor)}
    key_of(city, 3)
    signs_with(2, monkeypatch)
    assert [key["kid"].partition(".")[0] for key in listed(visitor)] == ["1", "2", "3"]
    ring = KeySet.import_key_set({"keys": listed(visitor)})
    after = jwt.decode(another().tokens("li-na")["access_token"], ring, algorithms=["RS256"])
    assert after.header["kid"] in announced
    assert jwt.decode(before, ring, algorithms=["RS256"]).claims["sub"] == "wang-fang"


def test_a_listed_key_is_public(visitor):
    for key in listed(visitor):
        assert set(key) == {"kty", "use", "alg", "kid", "n", "e"}
        assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")


def test_a_key_is_asked_for_once(visitor, monkeypatch):
    from functions.accounts.sign_in.protocol import keys

    listed(visitor)
    monkeypatch.setattr(keys, "_asked", lambda _: pytest.fail("asked again"))
    assert listed(visitor)


def test_tokens_that_are_not_the_issuers_do_not_verify(visitor):
    """As who checks them does it: expired, of no algorithm, for another, by another key."""
    from functions.accounts.sign_in.protocol import keys
    from functions.accounts.sign_in.protocol.tokens import Tokens, _part

    ring = KeySet.import_key_set({"keys": listed(visitor)})

    def check(token):
        read = jwt.decode(token, ring, algorithms=["RS256"])
        jwt.JWTClaimsRegistry(**WANTED).validate(read.claims)

    good = visitor.tokens()["access_token"]
    check(good)
    head, body, signature = good.split(".")
    claims = {"aud": "linli", "sub": "wang-fang"}
    key = keys.signing()
    unsigned = f"{_part({'alg': 'none'})}.{body}."
    for forged in (
        Tokens(ISSUER)._signed("at+jwt", claims, -1),
        Tokens(ISSUER)._signed("at+jwt", claims | {"aud": "another"}, 900),
        Tokens("https://evil.example")._signed("at+jwt", claims, 900),
        unsigned,
        f"{_part({'alg': 'none', 'kid': key.kid})}.{body}.{signature}",
        f"{head}.{_part(claims)}.{signature}",
    ):
        with pytest.raises((JoseError, BadSignatureError, ValueError)):
            check(forged)


def test_without_the_key_that_signs_nobody_gets_a_token(visitor, monkeypatch):
    code = visitor.code()
    signs_with(7, monkeypatch)
    assert visitor.redeem(code).status == 500
