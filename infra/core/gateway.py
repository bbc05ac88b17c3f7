"""The HTTP API of a city: authorization, throttling, and paths that do not exist."""

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aws_cdk import Duration, Fn, Stack
from aws_cdk import aws_apigatewayv2 as http
from aws_cdk import aws_lambda as lambda_
from aws_cdk.aws_apigatewayv2_authorizers import HttpJwtAuthorizer
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from infra.core.function import Function, log_of, role_of
from linli import names

if TYPE_CHECKING:
    from infra.core.core import Core
    from infra.core.feature import Feature

SIGN_IN = "/sign-in"
RATE = 200  # requests per second, of a whole city
FIELDS = ("requestId", "requestTime", "routeKey", "status", "responseLatency", "responseLength")
LINE = {field: f"$context.{field}" for field in FIELDS} | {
    "actor": "$context.authorizer.claims.sub",
    "error": "$context.error.messageString",
}  # neither path nor IP address, which are personal data
NOWHERE = """
import json
BODY = json.dumps({"type": "about:blank", "status": 404, "title": "Not Found", "code": "not-found"})
def handler(event, context):
    if "warm" in event:
        return event
    print(event["requestContext"]["requestId"], event["routeKey"])
    kind = {"content-type": "application/problem+json"}
    return {"statusCode": 404, "headers": kind, "body": BODY}
""".strip()


class Gateway(http.HttpApi):
    """Routes of features are more specific than the default here, and take precedence."""

    def __init__(self, core: "Core") -> None:
        name = names.resource(core.city, "http")
        self.core = core
        super().__init__(core, "Http", api_name=name, create_default_stage=False)
        log = log_of(core, f"{name}-access")
        stage = http.CfnStage
        self.stage = stage(
            core,
            "Stage",
            api_id=self.api_id,
            stage_name="$default",
            auto_deploy=True,
            default_route_settings=stage.RouteSettingsProperty(
                throttling_rate_limit=RATE, throttling_burst_limit=2 * RATE
            ),
            access_log_settings=stage.AccessLogSettingsProperty(
                destination_arn=log.log_group_arn, format=json.dumps(LINE)
            ),
        )
        self.issuer = core.settings.issuer or address(self)
        self.login = HttpJwtAuthorizer("Login", self.issuer, jwt_audience=[core.settings.audience])
        self._nowhere(core)

    def trusts(self, *what: Construct) -> None:
        """Create the authorizer only after these: AWS fetches the issuer's configuration then."""
        self.node.find_child("Login").node.add_dependency(self.stage, *what)

    def _nowhere(self, core: "Core") -> None:
        """Answers authenticated requests under /v1 that no route matches; all else goes to web."""
        name = names.resource(core.city, "nowhere")
        log = log_of(core, name)
        function = lambda_.Function(
            core,
            "Nowhere",
            function_name=name,
            code=lambda_.Code.from_inline(NOWHERE),
            handler="index.handler",
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=lambda_.Architecture.ARM_64,
            role=role_of(core, "Nowhere", name, log),
            log_group=log,
            memory_size=128,
            timeout=Duration.seconds(5),
            tracing=lambda_.Tracing.ACTIVE,
        )
        integration = HttpLambdaIntegration("Nowhere", function)
        self.add_routes(path="/v1/{proxy+}", integration=integration, authorizer=self.login)


class Route(http.HttpRoute):
    """A route with the JWT authorizer; `public`, without it."""

    def __init__(
        self,
        feature: "Feature",
        target: Function,
        id_: str,
        path: str,
        method: str = "ANY",
        *,
        public: bool = False,
    ) -> None:
        gateway = feature.core.gateway
        super().__init__(
            feature,
            id_,
            http_api=gateway,
            route_key=http.HttpRouteKey.with_(path, http.HttpMethod[method]),
            integration=HttpLambdaIntegration("Api", target),
            authorizer=None if public else gateway.login,
        )


class Otherwise(http.HttpRoute):
    """The default route, without an authorizer."""

    def __init__(self, feature: "Feature", target: Function) -> None:
        super().__init__(
            feature,
            "Otherwise",
            http_api=feature.core.gateway,
            route_key=http.HttpRouteKey.DEFAULT,
            integration=HttpLambdaIntegration("Pages", target),
        )


def address(gateway: Gateway) -> str:
    """The URL of the city's own issuer, which is the `iss` of its tokens."""
    settings = gateway.core.settings
    if settings.laptop:
        parts = [f"{settings.engine}/_aws/execute-api/", gateway.api_id, f"/$default{SIGN_IN}"]
        return Fn.join("", parts)
    return Fn.join("", [browser(gateway), SIGN_IN])


def browser(gateway: Gateway) -> str:
    """The address of the city's screens; on a laptop a host name of its own, which separates its
    cookies and storage from those of other pages on that machine.
    """
    settings, stack = gateway.core.settings, Stack.of(gateway)
    if settings.laptop:
        port = urlsplit(str(settings.engine)).port
        return Fn.join("", ["http://", gateway.api_id, f".execute-api.localhost:{port}"])
    host = f".execute-api.{settings.region}."
    return Fn.join("", ["https://", gateway.api_id, host, stack.url_suffix])
