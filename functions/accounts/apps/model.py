"""Third-party apps and consents; App itself is in linli.roles."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from functions.accounts.model import Name, Scopes, Sub
from linli.model import Fact, Noun
from linli.roles import App
from linli.scopes import Scope

ClientId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{2,39}$")]


def _safe(address: str) -> str:
    """https or loopback, without parts that could disguise the target."""
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
    """An app's name, redirect URIs, scopes and rate limit."""

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
    """A former consent, kept for some years as evidence."""

    person: str
    client: str
    scopes: tuple[Scope, ...]
    since: AwareDatetime
    ended_at: AwareDatetime


class Consenting(Fact):
    """A person's consent to an app."""

    client: ClientId
    scopes: Scopes


class Consented(Fact):
    client: str
    scopes: tuple[Scope, ...]
    since: AwareDatetime
    name: Name | None  # None: the app is not registered any more


class Consents(Fact):
    items: list[Consented]
