"""Signs people in at the city's own issuer, as a browser would, with invitations by the deployer.

No phone is needed, as whoever may invoke the issuer's function may invite anybody.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import httpx
from botocore.exceptions import BotoCoreError, ClientError

from linli import names
from operate import after_deploy
from operate.failure import Failure
from operate.home import Home
from operate.visit import Refused, Visit

EARLY = 60.0  # a token is not used in its last minute
HINTS = {"no-such-person": "to create a new person, give a --name"}
HINT = "an id has at most 64 letters, digits and . _ ~ -"

_tokens: dict[tuple[str, str, str], tuple[str, float]] = {}
_lock = threading.Lock()


def token(home: Home, city: str, person: str) -> str:
    """An access token of that person, cached until shortly before it expires."""
    if kept := _kept(home, city, person):
        return kept
    with Visit(address(home, city)) as visit:
        said = visit.token(visit.prove("invitation", invitation=invite(home, city, person)))
    return keep(home, city, person, said)


def keep(home: Home, city: str, person: str, said: dict[str, Any]) -> str:
    """Stores the issuer's answer as the person's token."""
    fresh = str(said["access_token"])
    with _lock:
        _tokens[str(home.root), city, person] = fresh, time.time() + float(said["expires_in"])
    return fresh


def invite(home: Home, city: str, person: str, **about: str | bool) -> str:
    """A code with which the person can sign in once; a new person is created with this `name`, or
    refused if they must be `known`.
    """
    function = names.resource(city, "accounts", "issuer")
    asked = json.dumps({"invite": person, **about}).encode()
    answer = _functions(home).invoke(FunctionName=function, Payload=asked)
    said = json.loads(answer["Payload"].read() or "null")
    if "FunctionError" in answer or "code" not in said:
        why = said.get("error", said)
        raise Refused(f"cannot be invited ({why}); {HINTS.get(str(why), HINT)}")
    return str(said["code"])


@contextmanager
def explained(person: str) -> Iterator[None]:
    """Turns a refusal, or an issuer that does not answer, into a sentence of the command."""
    try:
        yield
    except Refused as refusal:
        raise Failure(f"{person!r}: {refusal}") from None
    except (httpx.HTTPError, BotoCoreError, ClientError) as error:
        why = f"the sign-in does not answer ({error}); is the city running? ./linli up"
        raise Failure(why) from None


@cache
def address(home: Home, city: str) -> str:
    """The issuer's URL, which is also its identifier."""
    return str(after_deploy.endpoints(home, city)["issuer"])


@cache
def _functions(home: Home) -> Any:
    return home.client("lambda")


def _kept(home: Home, city: str, person: str) -> str:
    with _lock:
        known, until = _tokens.get((str(home.root), city, person), ("", 0.0))
    return known if time.time() < until - EARLY else ""
