"""`linli down`: stops the city, and deletes it with --wipe."""

import json
from typing import Annotated

import typer

from operate import life
from operate.commands import AsJson
from operate.home import Home
from operate.progress import answers

Wipe = Annotated[bool, typer.Option("--wipe", help="Delete all data of the city as well.")]


def register(app: typer.Typer) -> None:
    app.command()(down)


def down(wipe: Wipe = False, as_json: AsJson = False) -> None:
    """Wait until no messages are in transit, stop everything, and keep all data."""
    home = Home.current()
    ran = life.down(home, wipe=wipe)
    if as_json:
        typer.echo(json.dumps({"home": str(home.root), "ran": ran, "wiped": wipe}))
        return
    there = f"its data stays in {home.root}" if home.root.exists() else f"no {home.root} exists"
    kept = "its data is deleted" if wipe else there
    answers.print(f"{'Stopped' if ran else 'Nothing ran'}; {kept}.")
