"""`linli sweep`: what is due or untold, now rather than within the minute."""

import json
from typing import Annotated

import typer

from linli import names
from operate import after_deploy, here
from operate.progress import answers


def register(app: typer.Typer) -> None:
    app.command()(sweep)


def sweep(
    feature: Annotated[str | None, typer.Argument(help="Only this feature.")] = None,
    untold_for: Annotated[
        float, typer.Option(min=0, help="Tell what is untold for so many seconds.")
    ] = 60,
) -> None:
    """Drives what is due and tells what is untold."""
    city = here.current()
    client = city.home.client("lambda", config=after_deploy.PATIENT)
    failed = 0
    for name in [feature] if feature else city.features():
        answer = client.invoke(
            FunctionName=names.resource(city.name, name, "sweeper"),
            Payload=json.dumps({"untold_for": untold_for}).encode(),
        )
        swept = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            swept = {"failed": 1, "why": swept.get("errorMessage")}
        failed += swept["failed"]
        answers.print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in swept.items()))
    raise typer.Exit(1 if failed else 0)
