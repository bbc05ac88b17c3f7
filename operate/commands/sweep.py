"""`linli sweep`: runs the sweepers now rather than within the minute."""

import json
from typing import Annotated, Any

import typer

from linli import names
from operate import after_deploy, here
from operate.commands import AsJson
from operate.progress import answers


def register(app: typer.Typer) -> None:
    app.command()(sweep)


def sweep(
    feature: Annotated[str | None, typer.Argument(help="Only this feature.")] = None,
    untold_for: Annotated[
        float, typer.Option(min=0, help="Publish events unpublished for so many seconds.")
    ] = 60,
    as_json: AsJson = False,
) -> None:
    """Handle what is due, and publish events that are still unpublished."""
    city = here.current()
    client = city.home.client("lambda", config=after_deploy.PATIENT)
    found: dict[str, dict[str, Any]] = {}
    for name in city.chosen(feature):
        answer = client.invoke(
            FunctionName=names.resource(city.name, name, "sweeper"),
            Payload=json.dumps({"untold_for": untold_for}).encode(),
        )
        swept = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            swept = {"failed": 1, "why": swept.get("errorMessage")}
        found[name] = swept
        if not as_json:
            answers.print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in swept.items()))
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    raise typer.Exit(1 if any(swept["failed"] for swept in found.values()) else 0)
