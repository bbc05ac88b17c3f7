"""`linli simulate`: many simulated devices beside those of the city's file."""

import json
import time
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table

from operate import daemons, here
from operate.commands import AsJson
from operate.home import Home
from operate.progress import answers, note
from operate.simulation import make
from operate.simulation.rates import MESSAGES, Row, planned

Count = Annotated[int, typer.Argument(min=1, help="How many devices.", metavar="DEVICES")]
Seed = Annotated[
    int | None, typer.Option(help="A different number gives a different city. [default: 1]", min=0)
]
Only = Annotated[bool, typer.Option("--plan", help="Print what they would send; create nothing.")]


def register(app: typer.Typer) -> None:
    app.command()(simulate)


def simulate(
    count: Count = 500, seed: Seed = None, only: Only = False, as_json: AsJson = False
) -> None:
    """Add so many simulated devices of many kinds to the running city, from a seed.

    A repeated call continues where it stopped; a larger number adds more devices.
    """
    rows = populate(here.current().home, count, seed, only=only, shown=not as_json)
    if as_json:
        typer.echo(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=2))


def populate(
    home: Home, count: int, seed: int | None = None, *, only: bool = False, shown: bool = True
) -> Sequence[Row]:
    """Prints what the devices will send, and creates them."""
    seed, city = make.plan(home, count, seed)
    rows = planned(city)
    if shown:
        answers.print(_table(rows))
    if not only:
        began = time.monotonic()
        daemons.start_fleet(home)
        missing = make.make(home, city, seed)
        took = time.monotonic() - began
        note(f"{len(city)} devices of seed {seed}: {missing} things were missing, {took:.0f} s")
    return rows


def _table(rows: Sequence[Row]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_footer=True)
    foot = (
        "all",
        str(sum(row.devices for row in rows)),
        *(f"{sum(getattr(row, name) for row in rows):.2f}" for name in ("calm", "most")),
        f"of {MESSAGES:.0f}",
    )
    heads = ("kind", "devices", "messages/s, calm", "at most", "samples in one")
    for number, (head, last) in enumerate(zip(heads, foot, strict=True)):
        table.add_column(head, last, justify="right" if number else "left", no_wrap=True)
    for row in rows:
        table.add_row(
            row.kind.id,
            str(row.devices),
            f"{row.calm:.2f}",
            f"{row.most:.2f}",
            str(row.kind.pace.pack),
        )
    return table


def _plain(row: Row) -> dict[str, object]:
    return {
        "kind": row.kind.id,
        "devices": row.devices,
        "messages_per_second_calm": round(row.calm, 4),
        "messages_per_second_at_most": round(row.most, 4),
    }
