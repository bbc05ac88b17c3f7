"""The WebSocket API of a city, over which pages learn that there is news, which they then fetch.

It has no access log: API Gateway needs an account-wide role for that. Its function logs each
handshake and message, but not the URL, which contains the ticket.
"""

from typing import TYPE_CHECKING

from aws_cdk import Fn
from aws_cdk import aws_apigatewayv2 as sockets
from aws_cdk.aws_apigatewayv2_integrations import WebSocketLambdaIntegration

from infra.core.function import Function

if TYPE_CHECKING:
    from infra.core.feature import Feature

STAGE = "live"
RATE = 100  # messages of pages per second, of a whole city


class Socket(sockets.WebSocketApi):
    """The function authorizes handshakes by a ticket, because browsers cannot send custom
    headers.
    """

    def __init__(self, feature: "Feature", target: Function) -> None:
        to_target = sockets.WebSocketRouteOptions(
            integration=WebSocketLambdaIntegration("Socket", target)
        )
        super().__init__(
            feature,
            "Live",
            api_name=target.physical,
            connect_route_options=to_target,
            default_route_options=to_target,
            disconnect_route_options=to_target,
        )
        sockets.WebSocketStage(
            feature,
            "LiveStage",
            web_socket_api=self,
            stage_name=STAGE,
            auto_deploy=True,
            throttle=sockets.ThrottleSettings(rate_limit=RATE, burst_limit=2 * RATE),
        )
        settings = feature.core.settings
        if settings.laptop:
            engine = str(settings.engine).replace("http", "ws", 1)
            parts = [f"{engine}/_aws/execute-api/", self.api_id, f"/{STAGE}"]
        else:
            host = f".execute-api.{settings.region}."
            parts = ["wss://", self.api_id, host, feature.url_suffix, f"/{STAGE}"]
        self.address = Fn.join("", parts)
