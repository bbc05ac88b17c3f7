"""The vendor layers of a city, each under a name that holds the hash of its inputs.

A change of pins is a new name, and the old one is retained: version numbers of a name are never
given twice, so `<name>:1` always exists and always has the same content. Others derive the ARN.
"""

from aws_cdk import ArnFormat, RemovalPolicy, Stack
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.core import layers
from infra.core.code import staged
from infra.settings import Settings
from linli import names

LAYERS = ("runtime", "image")


def layer_name(settings: Settings, layer: str) -> str:
    return names.resource(settings.name, layer, layers.key(layer, laptop=settings.laptop))


class Vendor(Stack):
    def __init__(self, scope: Construct, settings: Settings) -> None:
        super().__init__(scope, "vendor", stack_name=names.resource(settings.name, "vendor"))
        for layer in LAYERS:
            key = layers.key(layer, laptop=settings.laptop)
            lambda_.LayerVersion(
                self,
                f"{layer.title()}{key}",
                layer_version_name=layer_name(settings, layer),
                code=staged(layers.built(layer, laptop=settings.laptop)),
                compatible_runtimes=[lambda_.Runtime.PYTHON_3_13],
                compatible_architectures=[lambda_.Architecture.ARM_64],
                removal_policy=RemovalPolicy.RETAIN,
            )


def vendored(stack: Stack, settings: Settings, layer: str) -> lambda_.ILayerVersion:
    """The layer as another stack sees it: by its name, not by an export."""
    arn = stack.format_arn(
        service="lambda",
        resource="layer",
        resource_name=f"{layer_name(settings, layer)}:1",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
    return lambda_.LayerVersion.from_layer_version_arn(stack, layer.title(), arn)
