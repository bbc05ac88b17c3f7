"""A stack of a city: linli-<city>-<name>."""

from aws_cdk import CliCredentialsStackSynthesizer, Stack
from constructs import Construct

from infra.settings import Settings
from linli import names


class CityStack(Stack):
    """A laptop's engine knows one user, so it is deployed as that one and not by roles.

    Each stack has a synthesizer of its own: one that is shared lists the assets of all in each.
    """

    def __init__(self, scope: Construct, settings: Settings, name: str) -> None:
        super().__init__(
            scope,
            name,
            stack_name=names.resource(settings.name, name),
            synthesizer=CliCredentialsStackSynthesizer() if settings.laptop else None,
        )
        self.alarms: list[str] = []  # by name
