"""A stack of a city: linli-<city>-<name>."""

from aws_cdk import CliCredentialsStackSynthesizer, Stack
from constructs import Construct

from infra.settings import Settings
from linli import names


class CityStack(Stack):
    """A laptop's engine has a single user, so it is deployed without CDK roles.

    Each stack has its own synthesizer: a shared one would list all assets in every stack.
    """

    def __init__(self, scope: Construct, settings: Settings, name: str) -> None:
        super().__init__(
            scope,
            name,
            stack_name=names.resource(settings.name, name),
            synthesizer=CliCredentialsStackSynthesizer() if settings.laptop else None,
        )
        self.alarms: list[str] = []  # by name
        self.called = [settings.alarm_topic] if settings.alarm_topic else []  # by its alarms
