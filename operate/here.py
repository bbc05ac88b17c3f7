"""The city that runs on this machine, for the words of the command that look at it."""

from typing import NamedTuple

import typer

from linli import names
from operate import after_deploy, engine_process
from operate.home import Home
from operate.progress import told


class City(NamedTuple):
    home: Home
    name: str

    def features(self) -> list[str]:
        """By the tables: every feature has one, named after it."""
        before = names.resource(self.name, "")
        return [
            table.removeprefix(before) for table in after_deploy.tables_of(self.home, self.name)
        ]


def current() -> City:
    """Ends the command, saying why, if no city runs."""
    home = Home.current()
    name = home.city()
    if name is None or not engine_process.ready(home):
        told.print("no city runs here: ./linli up")
        raise typer.Exit(1)
    return City(home, name)
