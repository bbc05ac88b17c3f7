"""Signs a person in as a browser would: the page, the choice, the code, the token."""

import html
import re
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet

from operate.home import Home
from operate.issuer import people

CLIENT = "linli-cli"
BACK = "http://127.0.0.1/callback"  # nobody listens there: the redirect is read, not followed
EARLY = 60.0  # a token is not handed out in its last minute

_cache: dict[tuple[str, str], tuple[str, float]] = {}
_lock = threading.Lock()


class Refused(Exception):
    """The issuer did not let the person in; the text is its own."""


def add_people(home: Home, names: dict[str, str]) -> None:
    """Lets these people sign in too: names by subject."""
    people.add(home, names)


def token(home: Home, person: str) -> str:
    """An access token of that person, kept until shortly before it expires."""
    key = (home.url("issuer"), person)
    with _lock:
        kept, until = _cache.get(key, ("", 0.0))
    if time.time() < until - EARLY:
        return kept
    fresh, expires_in = _signed_in(*key)
    with _lock:
        _cache[key] = fresh, time.time() + expires_in
    return fresh


def _signed_in(issuer: str, person: str) -> tuple[str, float]:
    verifier, state, nonce = (secrets.token_urlsafe(32) for _ in range(3))
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid",
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    with httpx.Client(base_url=issuer, trust_env=False, timeout=10) as http:
        code = _code(http, asked, person)
        form = {
            "grant_type": "authorization_code",
            "client_id": CLIENT,
            "redirect_uri": BACK,
            "code": code,
            "code_verifier": verifier,
        }
        answer = http.post("/token", data=form)
        if answer.status_code != httpx.codes.OK:
            raise Refused(answer.text)
        said = answer.json()
        _check(http, issuer, said["id_token"], nonce)
    return str(said["access_token"]), float(said["expires_in"])


def _code(http: httpx.Client, asked: dict[str, str], person: str) -> str:
    page = http.get("/authorize", params=asked)
    proof = re.search(r'name="csrf" value="([^"]+)"', page.text)
    if page.status_code != httpx.codes.OK or not proof:
        raise Refused(_plain(page))
    form = {"csrf": html.unescape(proof[1]), "person": person}
    answer = http.post("/authorize", params=asked, data=form)
    if answer.status_code != httpx.codes.SEE_OTHER:
        raise Refused(_plain(answer))
    said = parse_qs(urlsplit(answer.headers["Location"]).query)
    if "code" not in said or said.get("state") != [asked["state"]]:
        raise Refused(str(said))
    return said["code"][0]


def _check(http: httpx.Client, issuer: str, id_token: str, nonce: str) -> None:
    """That the answer is this issuer's, to us, and to this very question."""
    keys = KeySet.import_key_set(http.get("/jwks").json())
    said = jwt.decode(id_token, keys, algorithms=["RS256"])
    wanted = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": CLIENT},
        nonce={"essential": True, "value": nonce},
        exp={"essential": True},
    )
    wanted.validate(said.claims)


def _plain(answer: httpx.Response) -> str:
    said = answer.headers.get("Location") or re.sub(
        r"(?s)<style>.*?</style>|<[^>]+>", " ", answer.text
    )
    return f"{answer.status_code} {' '.join(str(said).split())}"
