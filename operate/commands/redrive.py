"""`linli redrive`: retries dead letters."""

import json
from functools import partial
from typing import Annotated

import typer
from rich.progress import Progress

from linli.redrive import DEAD
from operate import here, queues
from operate.commands import AsJson
from operate.progress import answers, told


def register(app: typer.Typer) -> None:
    app.command()(redrive)


def redrive(
    feature: Annotated[str | None, typer.Argument(help="Only this feature's queues.")] = None,
    rate: Annotated[float, typer.Option(min=0.1, help="Most messages per second.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Send dead letters to the queues they were meant for; each message keeps its key."""
    city, went = here.current(), {}
    dead = [q for name in city.chosen(feature) for q in queues.of(city, f"{name}-", DEAD)]
    waiting = [queue for queue in dead if queue.waiting]
    with Progress(console=told, disable=not waiting) as progress:
        for queue in waiting:
            task = progress.add_task(queue.name, total=queue.waiting)
            moved = partial(progress.advance, task)
            went[queue.name] = queues.redrive(city, queue, rate, moved)
    if as_json:
        typer.echo(json.dumps(went))
        return
    for name, messages in went.items():
        answers.print(f"{name}: {messages} sent again")
    if not went:
        answers.print("no dead letters")
