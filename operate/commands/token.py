"""`linli token PERSON`: signs somebody in and prints the access token, for curl."""

from typing import Annotated

import httpx
import typer

from operate import sign_in
from operate.home import Home


def register(app: typer.Typer) -> None:
    app.command()(token)


def token(person: Annotated[str, typer.Argument(help="Whose: an id of the sign-in page.")]) -> None:
    """Signs PERSON in at the laptop's issuer and prints the access token.

    For example: curl -H "Authorization: Bearer $(./linli token zhang-min)" …/v1/accounts/me
    """
    try:
        typer.echo(sign_in.token(Home.current(), person))
    except sign_in.Refused as refusal:
        typer.echo(f"{person}: {refusal}", err=True)
        raise typer.Exit(1) from None
    except httpx.HTTPError as error:
        typer.echo(f"the issuer does not answer ({error}): ./linli up", err=True)
        raise typer.Exit(1) from None
