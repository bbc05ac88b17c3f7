"""Security headers: what a page may load, call and use, as little as its screens need."""

import os
from functools import cache
from urllib.parse import urlsplit

SIGN_IN = "/sign-in"
KEPT = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
USES = "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()"


@cache
def all_of() -> dict[str, str]:
    """The headers of every answer. A script needs only some, but this way no page lacks one."""
    found = {
        "Content-Security-Policy": policy(),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": USES,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if os.environ["ISSUER"].startswith("https:"):
        found["Strict-Transport-Security"] = "max-age=31536000"
    return found


def policy() -> str:
    """The Content-Security-Policy. The city's own issuer has the page's own host, whichever name
    the browser uses for it.
    """
    issuer, uploads = os.environ["ISSUER"], os.environ["UPLOADS"]
    own = issuer.endswith(SIGN_IN)
    called = ["'self'", *([] if own else [_origin(issuer)]), *_socket(), uploads]
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' data: blob: {uploads}",
        "connect-src": " ".join(called),
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _socket() -> list[str]:
    return [_origin(address)] if (address := os.environ.get("SOCKET")) else []


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
