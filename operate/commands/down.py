"""`linli down`: the city rests, or is no more."""

import json
from typing import Annotated

import typer

from operate import life
from operate.home import Home
from operate.progress import answers

Wipe = Annotated[bool, typer.Option("--wipe", help="Delete all that the city holds as well.")]

Json = Annotated[bool, typer.Option("--json", help="For a program to read.")]


def register(app: typer.Typer) -> None:
    app.command()(down)


def down(wipe: Wipe = False, as_json: Json = False) -> None:
    """Let what is under way come to its end, stop, and keep all data."""
    home = Home.current()
    ran = life.down(home, wipe=wipe)
    if as_json:
        typer.echo(json.dumps({"home": str(home.root), "ran": ran, "wiped": wipe}))
        return
    kept = "its data is deleted" if wipe else f"its data stays in {home.root}"
    answers.print(f"{'Stopped' if ran else 'Nothing ran'}; {kept}.")
