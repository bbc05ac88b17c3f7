"""What comes to the sign-in and what it answers, apart from how a gateway writes either."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal, Self
from urllib.parse import urlencode, urlsplit

from linli.errors import Refusal, TooMany

Query = dict[str, list[str]]
Headers = dict[str, str]
OPEN: Headers = {"Access-Control-Allow-Origin": "*"}  # holds nothing that is a browser's secret
PRIVATE: Headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@dataclass(frozen=True)
class Ask:
    """A request, taken apart. `base` is the issuer's address; `origin` and `root` are where the
    browser sees it.
    """

    method: str
    path: str  # under /sign-in
    base: str
    origin: str
    root: str
    source: str
    query: Query = field(default_factory=dict)
    form: Query = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)  # of a body in JSON
    headers: Headers = field(default_factory=dict)  # names in small letters
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def action(self) -> str:
        """Itself, as a form's target; what a proof of the form is bound to."""
        query = urlencode(self.query, doseq=True)
        return f"{self.at(self.path)}?{query}" if query else self.at(self.path)

    @property
    def language(self) -> Literal["zh", "en"]:
        """Chinese, unless English is asked for or preferred."""
        wanted = self.asked("ui_locales") or self.headers.get("accept-language", "")
        return "en" if wanted.strip().lower().startswith("en") else "zh"

    @property
    def host(self) -> str:
        """Of the page, as a passkey is bound to it."""
        return urlsplit(self.origin).hostname or ""

    def at(self, path: str) -> str:
        """Another of the issuer's paths, as a page names it."""
        return f"{self.root}/{path}"

    def asked(self, name: str) -> str:
        return self.query.get(name, [""])[0]

    def field(self, name: str) -> str:
        return self.form.get(name, [""])[0].strip()

    def cookie(self, name: str) -> str:
        return self.cookies.get(self._named(name), "")

    def keeping(self, name: str, value: str, seconds: int) -> str:
        """A cookie that comes back here and nowhere else, and no script reads; 0 forgets it."""
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
        """Says when to come again, if that is what it is about."""
        if isinstance(refusal, TooMany):
            self.headers["Retry-After"] = str(refusal.retry_after_seconds)
        return self

    def event(self) -> dict[str, Any]:
        """As the gateway wants it."""
        headers = {"X-Content-Type-Options": "nosniff", **self.headers}
        answer = {"statusCode": self.status, "headers": headers, "body": self.body}
        return answer | ({"cookies": list(self.cookies)} if self.cookies else {})


def in_json(status: int, body: Any, headers: Headers) -> Reply:
    return Reply(status, json.dumps(body), {"Content-Type": "application/json", **headers})
