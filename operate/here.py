"""The city that a command inspects or acts on: the one on this machine, or one on an account."""

from typing import NamedTuple

from linli import names
from operate import after_deploy, engine_process
from operate.failure import Failure, NotUnderstood
from operate.home import Home


class City(NamedTuple):
    home: Home
    name: str

    def features(self) -> list[str]:
        """Derived from the tables, as every feature has one of its name."""
        before = names.resource(self.name, "")
        return [
            table.removeprefix(before) for table in after_deploy.tables_of(self.home, self.name)
        ]

    def chosen(self, feature: str | None) -> list[str]:
        """The named feature, or all."""
        known = self.features()
        if feature is not None and feature not in known:
            raise NotUnderstood(f"no such feature: {feature}; there are: {', '.join(known)}")
        return known if feature is None else [feature]


def current(account: str | None = None) -> City:
    """`account` is the name, or the path of the file, of a city on an AWS account."""
    if account is not None:
        from operate import account as accounts  # noqa: PLC0415 - few commands, and slow to import

        there = accounts.of(account)
        return City(there, there.settings.name)
    home = Home.current()
    name = home.city()
    if name is None or not engine_process.ready(home):
        raise Failure("no city is running here; start one: ./linli up")
    return City(home, name)
