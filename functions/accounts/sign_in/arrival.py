"""Parses a request from the API gateway's event."""

import base64
import json
import os
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .exchange import Ask, Headers, Query

SIGN_IN = "/sign-in"
LARGEST = 64 * 1024
FORM = "application/x-www-form-urlencoded"


def read(event: dict[str, Any]) -> Ask:
    """ValueError if it is too large, or its host name is not the issuer's."""
    context = event["requestContext"]
    headers = {name.lower(): value for name, value in event["headers"].items()}
    base, origin, root = _addresses(context, headers)
    body, kind = _body(event), headers.get("content-type", "").partition(";")[0].strip().lower()
    return Ask(
        method=context["http"]["method"],
        path=event["rawPath"].partition(f"{SIGN_IN}/")[2],
        base=base,
        origin=origin,
        root=root,
        source=context["http"]["sourceIp"],
        query=_parsed(event.get("rawQueryString", "")),
        form=_parsed(body) if kind == FORM else {},
        said=_said(body) if kind == "application/json" else {},
        headers=headers,
        cookies=_cookies([*event.get("cookies", ()), headers.get("cookie", "")]),
    )


def _addresses(context: dict[str, Any], headers: Headers) -> tuple[str, str, str]:
    """The issuer's own address, and the origin and root as seen by a browser.

    On a laptop these may differ, as passkeys need a host name; but a foreign host name pointing
    here is refused.
    """
    base = os.environ["ISSUER"]
    if base.startswith("https:"):
        return base, f"https://{context['domainName']}", SIGN_IN
    host, own = headers.get("host", ""), urlsplit(base)
    known = {
        f"127.0.0.1:{own.port}": own.path,
        f"localhost:{own.port}": own.path,
        f"{context['apiId']}.execute-api.localhost:{own.port}": SIGN_IN,
    }
    if host not in known:
        raise ValueError("not the address of the issuer")
    return base, f"http://{host}", known[host]


def _body(event: dict[str, Any]) -> str:
    body = event.get("body") or ""
    if len(body) > LARGEST:
        raise ValueError("too large")
    coded = event.get("isBase64Encoded")
    return base64.b64decode(body).decode("utf-8", "replace") if coded else str(body)


def _parsed(text: str) -> Query:
    return parse_qs(text, keep_blank_values=True, max_num_fields=50)


def _said(body: str) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except RecursionError:
        return {}
    return said if isinstance(said, dict) else {}


def _cookies(lines: list[str]) -> dict[str, str]:
    try:
        return {name: m.value for name, m in SimpleCookie("; ".join(filter(None, lines))).items()}
    except CookieError:
        return {}
