"""The city's own OpenID Connect issuer, under /sign-in. It never raises."""

from typing import Any

from linli.observe import HTTP, entry, logger

from .sign_in import site
from .sign_in.proofs import invitations


def _answered(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return _invited(event) if "invite" in event else site.answer(event)


def _invited(event: dict[str, Any]) -> dict[str, str]:
    try:
        return invitations.invite(event)
    except Exception:  # noqa: BLE001 - the reason is for the log
        logger.exception("failed")
        return {"error": "failed"}


handler = entry(_answered, **HTTP)
