"""`linli token PERSON`: signs a person in and prints the access token, for curl."""

from typing import Annotated

import typer

from operate import here, sign_in
from operate.commands import OfAccount


def register(app: typer.Typer) -> None:
    app.command()(token)


def token(
    person: Annotated[str, typer.Argument(help="The id of a known or new person.")],
    account: OfAccount = None,
) -> None:
    """Sign PERSON in by an invitation and print the access token.

    For example: curl -H "Authorization: Bearer $(./linli token zhang-min)" …/v1/accounts/me
    """
    with sign_in.explained(person):
        city = here.current(account)
        typer.echo(sign_in.token(city.home, city.name, person))
