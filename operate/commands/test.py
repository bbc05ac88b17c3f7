"""./linli test: all tests, by part."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Literal, NamedTuple

import typer
from rich.console import Console

from operate import browser, parallel, testing
from operate.home import Home
from operate.testing import Score

Part = Literal["unit", "city", "faults", "guards", "long", "requests", "web"]


class Together(NamedTuple):
    """What runs at the same time: parts in turn, as they depend on how fast the city answers, and
    others beside them, of which `patient` ones get the lowest priority.
    """

    in_turn: Sequence[Part]
    beside: Sequence[Part] = ()
    patient: Sequence[Part] = ()


TOGETHER: dict[Part | None, Together] = {
    # unit tests need only cores, the fault drill mostly waits
    None: Together(("city", "guards"), ("unit", "faults"), ("unit",)),
    "long": Together(("long",), ("requests",), ("requests",)),
}
ALONE: tuple[Part, ...] = ("unit", "requests")  # without a city


def register(app: typer.Typer) -> None:
    app.command("test")(run)


def run(
    part: Annotated[
        Part | None,
        typer.Argument(help="One part; by default unit, city, faults and guards.", metavar="PART"),
    ] = None,
    keep: Annotated[bool, typer.Option(help="Leave the city of the test running.")] = False,
) -> None:
    """Run the tests: unit, city, faults, guards; others run only when they are named. long repeats
    the faults, beside requests, which sends many more than the unit tests do.
    """
    console = Console(highlight=False)
    together = TOGETHER.get(part) or Together([part] if part else [])
    with parallel.running(together.beside, together.patient) as others:
        score = _in_turn(together.in_turn, console, keep)
    score += sum((Score(*parallel.told(other)) for other in others), Score())
    if score.remark:
        console.print(f"[yellow]{score.remark}[/]")
    typer.echo(str(score))
    raise typer.Exit(1 if score.failed or not score.passed else 0)


def _in_turn(parts: Sequence[Part], console: Console, keep: bool) -> Score:
    """Those without a city first, the others against one city."""
    score = Score()
    if "web" in parts:
        browser.find()  # fails early if there is none
    if "unit" in parts:
        score += _told(console, "unit", testing.unit)
    if "requests" in parts:
        score += _told(console, "requests", testing.requests)
    engine = [name for name in parts if name not in ALONE]
    if engine:
        with testing.running(keep, engine[0]) as home:
            for name in engine:
                score += _told(console, name, partial(_part, name, home, console))
            if score.failed:
                testing.keep_logs(home, engine[0])
    return score


def _part(name: Part, home: Home, console: Console) -> Score:
    if name == "city":
        return testing.city(home, console)
    if name == "guards":
        return testing.guard(home, console)
    if name == "web":
        return testing.web(home)
    return testing.faults(home, long=name == "long")


def _told(console: Console, name: str, part: Callable[[], Score]) -> Score:
    """Runs a part and prints its result. A part that cannot run is one failure, and the others
    still run.
    """
    begun = time.monotonic()
    try:
        score = part()
    except Exception:  # noqa: BLE001 - whatever it was, it is told and counted
        console.print_exception()
        score = Score(0, 1)
    colour = "red" if score.failed else "green"
    remark = f" [yellow]({score.remark})[/]" if score.remark else ""
    console.print(f"[{colour}]{name}: {score}[/]{remark} in {time.monotonic() - begun:.0f} s")
    return score
