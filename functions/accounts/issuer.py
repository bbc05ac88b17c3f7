"""The city's own OpenID Connect issuer, under /sign-in. It never raises."""

from typing import Any

from aws_lambda_powertools.logging import correlation_paths

from linli.observe import logger, metrics

from .sign_in import site
from .sign_in.proofs import invitations


@logger.inject_lambda_context(
    correlation_id_path=correlation_paths.API_GATEWAY_HTTP, clear_state=True
)
@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    if "warm" in event:
        logger.info("warm")
        return event
    return _invited(event) if "invite" in event else site.answer(event)


def _invited(event: dict[str, Any]) -> dict[str, str]:
    try:
        return invitations.invite(event)
    except Exception:  # noqa: BLE001 - the reason is for the log
        logger.exception("failed")
        return {"error": "failed"}
