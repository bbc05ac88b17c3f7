"""The city's own sign-in: an OpenID Connect issuer under /sign-in. It never raises."""

from typing import Any

from aws_lambda_powertools.logging import correlation_paths

from linli.observe import logger, metrics

from .sign_in import invitations, site


@logger.inject_lambda_context(
    correlation_id_path=correlation_paths.API_GATEWAY_HTTP, clear_state=True
)
@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    if "warm" in event:
        logger.info("warm")
        return event
    if "invite" in event:
        return invitations.invite(event)
    return site.answer(event)
