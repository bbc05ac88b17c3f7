"""`linli visit PERSON`: an address with which a browser signs in as that person, once."""

from typing import Annotated

import typer

from operate import here, sign_in
from operate.commands import OfAccount


def register(app: typer.Typer) -> None:
    app.command("visit")(invite)


def invite(
    person: Annotated[str, typer.Argument(help="The id of a person.")],
    name: Annotated[str, typer.Option(help="Create the person, if new, with this name.")] = "",
    account: OfAccount = None,
) -> None:
    """Print an address that signs a browser in as PERSON: once, within five minutes.

    Without a name, an unknown id is refused, as it may be mistyped.
    """
    with sign_in.explained(person):
        city = here.current(account)
        about: dict[str, str | bool] = {"name": name} if name else {"known": True}
        code = sign_in.invite(city.home, city.name, person, **about)
    typer.echo(f"{city.home.endpoints()['browser']}/#invitation={code}")
