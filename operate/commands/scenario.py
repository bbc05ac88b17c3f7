"""./linli scenario: lists and plays stories."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from operate.commands import AsJson
from operate.home import Home
from operate.scenario import picture as pictures
from operate.scenario import run as runs
from operate.scenario.story import Unreadable, find
from operate.scenario.tell import Teller
from operate.scenario.world import NoCity, World

stories = typer.Typer(no_args_is_help=True, help="List and play stories against the running city.")
Picture = Annotated[
    Path | None, typer.Option(help="Save the terminal's output as SVG.", metavar="FILE")
]
Names = Annotated[
    list[str] | None,
    typer.Argument(
        help="Names (<feature>/<file>) or files; by default all.", metavar="[NAME|FILE]..."
    ),
]


def register(app: typer.Typer) -> None:
    app.add_typer(stories, name="scenario")


@stories.command("list")
def list_stories(as_json: AsJson = False) -> None:
    """List the names and titles of the repository's stories."""
    found = find([])
    rows = [{"name": s.name, "title": s.title.model_dump(), "file": str(s.file)} for s in found]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for story in found:
        typer.echo(f"{story.name}\n    {story.title.zh} · {story.title.en}")


@stories.command("run")
def run_stories(names: Names = None, as_json: AsJson = False, picture: Picture = None) -> None:
    """Play stories against the running city, each in a community of its own."""
    try:
        found, world = find(names or []), World.current(Home.current())
    except (Unreadable, NoCity) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    console = pictures.recording() if picture else Console(stderr=as_json, highlight=False)
    outcomes = runs.run(found, world, Teller(console, several=len(found) > 1))
    passed = sum(outcome.passed for outcome in outcomes)
    failed = len(outcomes) - passed
    if as_json:
        rows = [asdict(outcome) for outcome in outcomes]
        answer = {"passed": passed, "failed": failed, "scenarios": rows}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
    if picture:
        told = f"./linli scenario run {' '.join(names or [])}"
        pictures.save(console, picture, told)
    typer.echo(runs.summary(passed, failed), err=as_json)
    raise typer.Exit(1 if failed else 0)
