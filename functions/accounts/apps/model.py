"""Apps of others, and what people consent to; the app itself is linli.roles'."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from functions.accounts.model import Name, Scopes, Sub
from linli.model import Fact, Noun
from linli.roles import App
from linli.scopes import Scope

LOOPBACK = ("127.0.0.1", "[::1]")
ClientId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{2,39}$")]


def _safe(address: str) -> str:
    """https, or this machine itself; nothing that could hide where an answer goes."""
    parts = urlsplit(address)
    here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1")
    plain = re.fullmatch(r"[\x21-\x7e]+", address) and "#" not in address and "\\" not in address
    named = re.fullmatch(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?", parts.netloc) or here
    if not (plain and parts.hostname and named and "@" not in parts.netloc):
        raise ValueError("no address that an answer may go to")
    if parts.scheme != "https" and not here:
        raise ValueError("not encrypted")
    return address


Redirect = Annotated[str, StringConstraints(min_length=10, max_length=300), AfterValidator(_safe)]
Redirects = Annotated[tuple[Redirect, ...], Field(min_length=1, max_length=10)]


class Terms(Fact):
    """What an app is called, where its answers go, what it may ask for and how often."""

    name: Name
    owner: Sub
    redirects: Redirects
    scopes: Scopes
    per_minute: Annotated[int, Field(ge=1, le=6_000)] = 60


class Registration(Terms):
    id: ClientId


class Apps(Fact):
    items: list[App]
    next: str | None


class Past(Noun):
    """A consent that is over: it has to be shown for some years that there was one."""

    person: str
    client: str
    scopes: tuple[Scope, ...]
    since: AwareDatetime
    ended_at: AwareDatetime


class Consenting(Fact):
    """What a person lets an app do."""

    client: ClientId
    scopes: Scopes


class Consented(Fact):
    client: str
    scopes: tuple[Scope, ...]
    since: AwareDatetime
    name: Name | None  # None: the app is not registered any more


class Consents(Fact):
    items: list[Consented]
