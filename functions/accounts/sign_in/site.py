"""The paths of sign-in, and the module that answers each.

Modules are imported on first use: most requests do not need Authlib.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from linli.errors import TooMany
from linli.observe import logger

from .arrival import read
from .exchange import OPEN, PRIVATE, Ask, Reply, in_json
from .pages import forms
from .refusals import Unproved

ROUTES = {
    ("GET", ".well-known/openid-configuration"): "protocol.discovery.about",
    ("GET", "jwks"): "protocol.discovery.jwks",
    ("GET", "authorize"): "authorize.show",
    ("POST", "authorize"): "authorize.act",
    ("POST", "token"): "protocol.token.redeem",
    ("GET", "account"): "account.show",
    ("POST", "account"): "account.act",
    ("POST", "end"): "account.leave",
    ("POST", "passkeys/offers"): "proofs.passkeys.offer",
    ("POST", "passkeys"): "proofs.passkeys.add",
    ("GET", "static/sign-in.css"): "pages.served.style",
    ("GET", "static/sign-in.js"): "pages.served.script",
}
FOR_PROGRAMS = {".well-known/openid-configuration", "jwks", "token"}
PATHS = {path for _, path in ROUTES}


def answer(event: dict[str, Any]) -> dict[str, Any]:
    try:
        ask = read(event)
    except (ValueError, KeyError, TypeError):
        logger.info("refused", code="unreadable")
        return in_json(400, {"error": "invalid_request"}, PRIVATE).event()
    reply = _answered(ask)
    known = ask.path if ask.path in PATHS else "elsewhere"
    logger.info("answered", method=ask.method, path=known, status=reply.status)
    return reply.event()


def _answered(ask: Ask) -> Reply:
    try:
        return _view(ask)(ask)
    except (Unproved, TooMany) as refusal:
        return forms.refused(ask, refusal.status, refusal.code).later(refusal)
    except Exception:  # noqa: BLE001 - the reason is for the log, not for the browser
        logger.exception("failed")
        return forms.refused(ask, 500, "failed")


def _view(ask: Ask) -> Callable[[Ask], Reply]:
    if named := ROUTES.get((ask.method, ask.path)):
        module, _, name = named.rpartition(".")
        view: Callable[[Ask], Reply] = getattr(import_module(f"{__package__}.{module}"), name)
        return view
    methods = [method for method, path in ROUTES if path == ask.path]
    if not methods:
        return lambda _: in_json(404, {"error": "not_found"}, {})
    if ask.method == "OPTIONS" and ask.path in FOR_PROGRAMS:
        allowed = {"Access-Control-Allow-Methods": ", ".join(methods)}
        return lambda _: Reply(204, "", OPEN | allowed | {"Access-Control-Allow-Headers": "*"})
    return lambda _: in_json(405, {"error": "method_not_allowed"}, {"Allow": ", ".join(methods)})
