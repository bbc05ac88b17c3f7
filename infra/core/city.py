"""A city: a CDK Stage with a stack for shared resources and one per feature."""

from pathlib import Path

from aws_cdk import Environment, Stage
from constructs import Construct

from infra import ROOT
from infra.core import layers
from infra.core.core import Core
from infra.core.vendor import Build, Vendor
from infra.core.watch import Dashboard
from infra.features.accounts import accounts
from infra.features.devices import devices
from infra.features.environment import environment
from infra.features.facilities import facilities
from infra.features.incidents import incidents
from infra.features.notify import notify
from infra.features.web import web
from infra.settings import LAPTOP, Settings

FEATURES = (accounts, notify, facilities, devices, environment, incidents, web)


class City(Stage):
    """`source` is the checkout with functions, layers/linli and events; by default this one."""

    def __init__(
        self,
        scope: Construct,
        settings: Settings,
        source: Path = ROOT,
        build: Build = layers.built,
    ) -> None:
        where = Environment(account=settings.account or LAPTOP, region=settings.region)
        super().__init__(scope, settings.name, env=where)
        vendor = Vendor(self, settings, build)
        core = Core(self, settings, source)
        core.add_stack_dependency(vendor)
        features = [feature(core) for feature in FEATURES]
        for stack in features:
            stack.add_stack_dependency(core)
        Dashboard(core, features)
