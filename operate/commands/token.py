"""`linli token PERSON`: signs a person in and prints the access token, for curl."""

from typing import Annotated

import httpx
import typer
from botocore.exceptions import BotoCoreError, ClientError

from operate import here, sign_in, visit
from operate.failure import Failure


def register(app: typer.Typer) -> None:
    app.command()(token)


def token(person: Annotated[str, typer.Argument(help="The id of a known or new person.")]) -> None:
    """Sign PERSON in by an invitation and print the access token.

    For example: curl -H "Authorization: Bearer $(./linli token zhang-min)" …/v1/accounts/me
    """
    try:
        city = here.current()
        typer.echo(sign_in.token(city.home, city.name, person))
    except visit.Refused as refusal:
        raise Failure(f"{person}: {refusal}") from None
    except (httpx.HTTPError, BotoCoreError, ClientError) as error:
        raise Failure(
            f"the sign-in does not answer ({error}); is the city running? ./linli up"
        ) from None
