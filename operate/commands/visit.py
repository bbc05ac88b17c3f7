"""`linli visit PERSON`: an address with which a browser signs in as that person, once."""

from typing import Annotated

import typer

from operate import here, sign_in
from operate.commands import OfAccount


def register(app: typer.Typer) -> None:
    app.command("visit")(invite)


def invite(
    person: Annotated[str, typer.Argument(help="The id of a known or new person.")],
    name: Annotated[str, typer.Option(help="The name of a new person.")] = "",
    account: OfAccount = None,
) -> None:
    """Print an address that signs a browser in as PERSON: once, within five minutes."""
    with sign_in.explained(person):
        city = here.current(account)
        code = sign_in.invite(city.home, city.name, person, name=name)
    typer.echo(f"{city.home.endpoints()['browser']}/#invitation={code}")
