"""`linli bench`: benchmarks of Linli beside a textbook design and the lower bound."""

import json
from collections.abc import Callable
from typing import Annotated

import typer
from rich.table import Table

import bench.accounts
import bench.alarm
import bench.facilities
import bench.init
import bench.notify
import bench.push
import bench.reconnect
import bench.telemetry
import bench.up
from bench.figures import ORDER, Figure, Progress
from operate.commands import AsJson
from operate.failure import NotUnderstood
from operate.home import Home
from operate.progress import answers, told

BENCHES: dict[str, Callable[[Home, Progress], list[Figure]]] = {
    "accounts": bench.accounts.run,
    "alarm": bench.alarm.run,
    "facilities": bench.facilities.run,
    "init": bench.init.run,
    "notify": bench.notify.run,
    "push": bench.push.run,
    "reconnect": bench.reconnect.run,
    "telemetry": bench.telemetry.run,
    "up": bench.up.run,
}


def register(app: typer.Typer) -> None:
    app.command("bench")(run)


def run(
    name: Annotated[str | None, typer.Argument(help=f"One of: {', '.join(BENCHES)}.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure, and print Linli's figure, the textbook's, the lower bound, and whether the goal is
    met.

    Both designs alternate, so a busy machine slows both. The exit code does not depend on figures.
    """
    if name and name not in BENCHES:
        raise NotUnderstood(f"no such bench: {name}; there are: {', '.join(BENCHES)}")
    found: list[Figure] = []
    for chosen in [name] if name else BENCHES:
        with told.status(chosen) as status:
            found += BENCHES[chosen](Home.current(), lambda text: status.update(text))
    if as_json:
        typer.echo(json.dumps([figure._asdict() for figure in found], ensure_ascii=False, indent=2))
    else:
        answers.print(_table(found))


def _table(found: list[Figure]) -> Table:
    table = Table(box=None)
    for head in ORDER:
        number = head in ("ours", "textbook", "floor")
        table.add_column(head, justify="right" if number else "left")
    for figure in found:
        numbers = (figure.ours, figure.textbook, figure.floor)
        table.add_row(
            figure.figure,
            *(f"{n:.4g}" if n is not None else "[dim]·[/]" for n in numbers),
            figure.unit,
            figure.goal,
            {True: "[green]yes[/]", False: "[red]no[/]", None: ""}[figure.met],
        )
    return table
