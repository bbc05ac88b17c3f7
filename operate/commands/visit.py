"""`linli visit PERSON`: an address with which a browser signs in as that person, once."""

from typing import Annotated

import httpx
import typer
from botocore.exceptions import BotoCoreError, ClientError

from operate import here, sign_in, visit
from operate.failure import Failure


def register(app: typer.Typer) -> None:
    app.command("visit")(invite)


def invite(
    person: Annotated[str, typer.Argument(help="The id of a known or new person.")],
    name: Annotated[str, typer.Option(help="The name of a new person.")] = "",
) -> None:
    """Print an address that signs a browser in as PERSON: once, within five minutes."""
    try:
        city = here.current()
        code = sign_in.invite(city.home, city.name, person, name=name)
    except visit.Refused as refusal:
        raise Failure(f"{person}: {refusal}") from None
    except (httpx.HTTPError, BotoCoreError, ClientError) as error:
        raise Failure(
            f"the sign-in does not answer ({error}); is the city running? ./linli up"
        ) from None
    typer.echo(f"{city.home.endpoints()['browser']}/#invitation={code}")
