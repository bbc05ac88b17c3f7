"""The city's own OpenID issuer: a function of accounts behind /sign-in, and its signing keys.

It is in the core stack, not in accounts': an authorizer can be created only once its issuer
answers, and every guarded route of every stack needs the authorizer.
"""

from typing import TYPE_CHECKING

from aws_cdk import RemovalPolicy
from aws_cdk import aws_apigatewayv2 as http
from aws_cdk import aws_kms as kms
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from aws_cdk.aws_lambda import LayerVersion
from constructs import Construct

from infra.core import assets
from infra.core.code import staged
from infra.core.function import WAITED_FOR, Function, settings_of
from infra.core.gateway import SIGN_IN
from infra.core.rights import Rights
from infra.core.vendor import vendored
from linli import names

if TYPE_CHECKING:
    from infra.core.core import Core


class Guest(Construct):
    """Names for functions of a feature that must be in another stack."""

    def __init__(self, core: "Core", name: str) -> None:
        super().__init__(core, name.title())
        self.core, self.city, self.name = core, core.city, name
        self.machines: list[str] = []
        self.code = staged(assets.feature(core.source, name, core.settings))
        self.shared = LayerVersion(self, "Linli", code=staged(core.layer))
        self.runtime = vendored(core, core.settings, "runtime")
        self.settings_of_functions = settings_of(core, core.city, name)
        self.rights = Rights(self)


class Issuer(Guest):
    def __init__(self, core: "Core") -> None:
        super().__init__(core, "accounts")
        identity = vendored(core, core.settings, "identity")
        function = Function(self, "issuer", timeout=WAITED_FOR, layers=(identity,))
        function.add_environment("ISSUER", core.gateway.issuer)
        self.rights.keeps(function)
        self.rights.signs_in(function, [key.key_arn for key in self._keys()])
        function.may_ask("notify").may_seal()
        routes = core.gateway.add_routes(
            path=f"{SIGN_IN}/{{proxy+}}",
            methods=[http.HttpMethod.ANY],
            integration=HttpLambdaIntegration("Issuer", function),
        )
        core.gateway.trusts(self, *routes)

    def _keys(self) -> list[kms.Key]:
        """The present key, the former one, and the next, which is published before it is used."""
        now = self.core.settings.sign_in_key
        return [self._key(number) for number in range(max(1, now - 1), now + 2)]

    def _key(self, number: int) -> kms.Key:
        return kms.Key(
            self,
            f"Key{number}",
            alias=names.sign_in_key(self.city, number),
            key_spec=kms.KeySpec.RSA_2048,
            key_usage=kms.KeyUsage.SIGN_VERIFY,
            removal_policy=RemovalPolicy.DESTROY,  # its tokens have expired by then
        )
