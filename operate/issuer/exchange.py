"""What comes to the issuer and what it answers, apart from any socket."""

import json
from dataclasses import dataclass, field
from typing import Any

from operate.issuer import page

Query = dict[str, list[str]]
COOKIE = "linli-sign-in"
Headers = list[tuple[str, str]]
OPEN: Headers = [("Access-Control-Allow-Origin", "*")]  # holds nothing that is a browser's secret
PRIVATE: Headers = [("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer")]


@dataclass(frozen=True)
class Ask:
    """A request, taken apart."""

    method: str
    path: str
    query: Query = field(default_factory=dict)
    form: Query = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)  # names in small letters
    cookie: str = ""


@dataclass(frozen=True)
class Reply:
    status: int
    body: str = ""
    headers: Headers = field(default_factory=list)


def in_json(status: int, body: Any, headers: Headers) -> Reply:
    return Reply(status, json.dumps(body), [("Content-Type", "application/json"), *headers])


def in_html(status: int, body: str, headers: Headers, returns_to: str = "") -> Reply:
    safe = [("Content-Security-Policy", page.policy(returns_to)), *PRIVATE]
    return Reply(status, body, [("Content-Type", "text/html; charset=utf-8"), *safe, *headers])
