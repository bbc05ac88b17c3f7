"""OWASP API Security Top 10 (2023), number 2: no route of the city takes a token that is not its
own issuer's, for its API, and in force.

The forger has all that one can get, and the city's own key beside: what is wrong is one thing at a
time. Codes that are guessed are in tests/functions/accounts/sign_in.
"""

import base64
import hashlib
import hmac
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from linli import names
from operate import sign_in
from tests.routes import routes

GUARDED = [route for route in routes() if route.way.kind != "public"]
AT_ONCE = 4
ME = "/v1/accounts/me"


def part(said):
    return base64.urlsafe_b64encode(said).rstrip(b"=").decode()


def read(text):
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


class Forger:
    """Makes tokens of a good one: with other claims, another header, or another key."""

    def __init__(self, home, city, good):
        self.kms, self.key = home.client("kms"), names.sign_in_key(city, 1)
        self.head, self.claims, self.signature = good.split(".")

    def token(self, head=(), sign=None, **claims):
        said = {**read(self.claims), **claims}
        said = {name: value for name, value in said.items() if value is not None}
        text = f"{self._part({**read(self.head), **dict(head)})}.{self._part(said)}"
        return f"{text}.{part((sign or self.by_the_citys_key)(text.encode()))}"

    def by_the_citys_key(self, text):
        how = {"MessageType": "RAW", "SigningAlgorithm": "RSASSA_PKCS1_V1_5_SHA_256"}
        return self.kms.sign(KeyId=self.key, Message=text, **how)["Signature"]

    def public(self):
        return self.kms.get_public_key(KeyId=self.key)["PublicKey"]

    def _part(self, said):
        return part(json.dumps(said, separators=(",", ":")).encode())


@pytest.fixture(scope="module")
def forger(home, world, cast):
    good = sign_in.token(home, world.city, cast.people["resident"])
    return Forger(home, world.city, good)


@pytest.fixture(scope="module")
def another_key():
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    key = rsa.generate_private_key(65537, 2048)
    return lambda text: key.sign(text, padding.PKCS1v15(), hashes.SHA256())


@pytest.fixture(scope="module")
def forged(forger, another_key, world):
    now = int(time.time())
    elsewhere = world.issuer.replace("/_aws/execute-api/", "/_aws/execute-api/x")
    altered = forger.token(sub=world.operator).rpartition(".")[0]
    return {
        "expired": forger.token(iat=now - 7200, exp=now - 3600),
        "not yet": forger.token(nbf=now + 3600),
        "no algorithm": forger.token({"alg": "none"}, sign=lambda _: b""),
        "an algorithm of secrets": forger.token(
            {"alg": "HS256"}, sign=lambda text: hmac.digest(forger.public(), text, hashlib.sha256)
        ),
        "for another API": forger.token(aud="another"),
        "for the program": forger.token(aud="linli-web", client_id=None),
        "for nobody": forger.token(aud=None, client_id=None),
        "another issuer": forger.token(iss=elsewhere),
        "no issuer": forger.token(iss=None),
        "another city's key": forger.token(sign=another_key),
        "another city's": forger.token({"kid": "another"}, sign=another_key, iss=elsewhere),
        "altered": f"{altered}.{forger.signature}",
        "unsigned": f"{altered}.",
        "no token": "x.y.z",
    }


def test_a_token_made_anew_by_the_citys_key_is_good(world, forger):
    """So what is refused beneath is refused for what is said to be wrong with it."""
    assert ask(world, "GET", ME, forger.token()) == 200


@pytest.mark.parametrize(
    "kind",
    [
        "expired",
        "not yet",
        "no algorithm",
        "an algorithm of secrets",
        "for another API",
        "for the program",
        "for nobody",
        "another issuer",
        "no issuer",
        "another city's key",
        "another city's",
        "altered",
        "unsigned",
        "no token",
    ],
)
def test_owasp_2_no_route_takes_a_token_that_is_wrong_in_one_thing(world, forged, kind):
    def of(route):
        path = route.path.replace("{", "").replace("}", "")
        return str(route), ask(world, route.method, path, forged[kind])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        let_in = [(route, status) for route, status in pool.map(of, GUARDED) if status != 401]
    assert let_in == []


def ask(world, method, path, token):
    return world.ask(method, path, None, None, {"Authorization": f"Bearer {token}"}).status


def test_owasp_2_a_token_is_a_header_and_nothing_else(world, forger):
    good = forger.token()
    assert world.ask("GET", f"{ME}?access_token={good}", None).status == 401
    assert world.ask("GET", ME, None, None, {"Cookie": f"Authorization={good}"}).status == 401
