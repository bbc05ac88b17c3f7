"""`linli redrive`: retries dead letters."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Annotated, NamedTuple

import typer
from rich.progress import Progress

from linli.redrive import DEAD
from operate import failures, here, queues
from operate.commands import AsJson
from operate.here import City
from operate.progress import answers, told


class Went(NamedTuple):
    """The number of a queue's messages by outcome."""

    queue: str
    messages: int
    way: str


def register(app: typer.Typer) -> None:
    app.command()(redrive)


def redrive(
    feature: Annotated[
        str | None,
        typer.Argument(help="Only this feature's queues; failures: only the city's own."),
    ] = None,
    rate: Annotated[float, typer.Option(min=0.1, help="Most messages per second.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Send dead letters back to the queues they came from; each message keeps its key."""
    city = here.current()
    own = feature in (None, failures.NAME)
    wanted = [] if feature == failures.NAME else city.chosen(feature)
    went = [*_dead(city, wanted, rate), *(_failed(city) if own else ())]
    if as_json:
        typer.echo(json.dumps([one._asdict() for one in went]))
    else:
        for queue, messages, way in went:
            answers.print(f"{queue}: {messages} {way}")
        if not went:
            answers.print("no dead letters")
    raise typer.Exit(1 if any(one.way == failures.LEFT for one in went) else 0)


def _dead(city: City, features: list[str], rate: float) -> Iterator[Went]:
    dead = [q for name in features for q in queues.of(city, f"{name}-", DEAD) if q.waiting]
    with Progress(console=told) as progress:
        for queue in dead:
            task = progress.add_task(queue.name, total=queue.waiting)
            done = queues.redrive(city, queue, rate, partial(progress.advance, task))
            yield Went(queue.name, done, failures.SENT)


def _failed(city: City) -> Iterator[Went]:
    for way, messages in failures.redrive(city).items():
        yield Went(failures.NAME, messages, way)
