"""Requests and responses of sign-in, independent of the API gateway's format."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal, Self
from urllib.parse import urlencode, urlsplit

from linli.errors import Refusal, TooMany

Query = dict[str, list[str]]
Headers = dict[str, str]
OPEN: Headers = {"Access-Control-Allow-Origin": "*"}  # contains nothing secret
PRIVATE: Headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@dataclass(frozen=True)
class Ask:
    """A parsed request. `base` is the issuer's address; `origin` and `root` are as seen by the
    browser.
    """

    method: str
    path: str  # under /sign-in
    base: str
    origin: str
    root: str
    source: str
    query: Query = field(default_factory=dict)
    form: Query = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)  # JSON body
    headers: Headers = field(default_factory=dict)  # lower-case names
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def action(self) -> str:
        """The request's own path, as a form's target; proofs are bound to it."""
        query = urlencode(self.query, doseq=True)
        return f"{self.at(self.path)}?{query}" if query else self.at(self.path)

    @property
    def language(self) -> Literal["zh", "en"]:
        """Chinese, unless English is requested or preferred."""
        wanted = self.asked("ui_locales") or self.headers.get("accept-language", "")
        return "en" if wanted.strip().lower().startswith("en") else "zh"

    @property
    def host(self) -> str:
        """The page's host, which passkeys are bound to."""
        return urlsplit(self.origin).hostname or ""

    def at(self, path: str) -> str:
        """The URL of another of the issuer's paths."""
        return f"{self.root}/{path}"

    def asked(self, name: str) -> str:
        return self.query.get(name, [""])[0]

    def field(self, name: str) -> str:
        return self.form.get(name, [""])[0].strip()

    def cookie(self, name: str) -> str:
        return self.cookies.get(self._named(name), "")

    def keeping(self, name: str, value: str, seconds: int) -> str:
        """A host-only, HttpOnly cookie; 0 seconds deletes it."""
        where = "/; Secure" if self._secure else self.root
        age = f"Max-Age={seconds}; Path={where}"
        return f"{self._named(name)}={value}; {age}; HttpOnly; SameSite=Lax"

    def _named(self, name: str) -> str:
        return f"__Host-{name}" if self._secure else name

    @property
    def _secure(self) -> bool:
        return self.base.startswith("https:")


@dataclass(frozen=True)
class Reply:
    status: int
    body: str = ""
    headers: Headers = field(default_factory=dict)
    cookies: tuple[str, ...] = ()

    def later(self, refusal: Refusal | None) -> Self:
        """With Retry-After, for a rate limit."""
        if isinstance(refusal, TooMany):
            self.headers["Retry-After"] = str(refusal.retry_after_seconds)
        return self

    def event(self) -> dict[str, Any]:
        """In the API gateway's format."""
        headers = {"X-Content-Type-Options": "nosniff", **self.headers}
        answer = {"statusCode": self.status, "headers": headers, "body": self.body}
        return answer | ({"cookies": list(self.cookies)} if self.cookies else {})


def in_json(status: int, body: Any, headers: Headers) -> Reply:
    return Reply(status, json.dumps(body), {"Content-Type": "application/json", **headers})
