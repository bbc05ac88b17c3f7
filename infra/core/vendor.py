"""The vendor layers of a city, each named by the hash of its inputs.

Changed pins give a new name, and the old layer is retained: a version number of a name is never
reused, so `<name>:1` always exists with the same content. Other stacks derive the ARN.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from aws_cdk import ArnFormat, RemovalPolicy, Stack
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.core import layers
from infra.core.code import staged
from infra.core.layers import Machine, machine
from infra.core.stack import CityStack
from infra.settings import Settings
from linli import names

LAYERS = ("runtime", "image", "identity")


Build = Callable[[str, Machine], Path]


def layer_name(settings: Settings, layer: str) -> str:
    return names.resource(settings.name, layer, _key(settings, layer))


class Vendor(CityStack):
    def __init__(self, scope: Construct, settings: Settings, build: Build) -> None:
        super().__init__(scope, settings, "vendor")
        for layer in LAYERS:
            lambda_.LayerVersion(
                self,
                f"{layer.title()}{_key(settings, layer)}",
                layer_version_name=layer_name(settings, layer),
                code=staged(build(layer, machine(laptop=settings.laptop))),
                compatible_runtimes=[lambda_.Runtime.PYTHON_3_13],
                compatible_architectures=[lambda_.Architecture.ARM_64],
                removal_policy=RemovalPolicy.RETAIN,
            )


def vendored(stack: Stack, settings: Settings, layer: str) -> lambda_.ILayerVersion:
    """The layer as referenced by another stack: by name, not by an export."""
    if known := stack.node.try_find_child(layer.title()):
        return cast(lambda_.ILayerVersion, known)
    arn = stack.format_arn(
        service="lambda",
        resource="layer",
        resource_name=f"{layer_name(settings, layer)}:1",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
    return lambda_.LayerVersion.from_layer_version_arn(stack, layer.title(), arn)


def _key(settings: Settings, layer: str) -> str:
    return layers.key(layer, machine(laptop=settings.laptop))
