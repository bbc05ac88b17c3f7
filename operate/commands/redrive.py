"""`linli redrive`: what died in a queue is tried again."""

from functools import partial
from typing import Annotated

import typer
from rich.progress import Progress

from operate import here, queues
from operate.progress import answers, told


def register(app: typer.Typer) -> None:
    app.command()(redrive)


def redrive(
    feature: Annotated[str | None, typer.Argument(help="Only this feature's queues.")] = None,
    rate: Annotated[float, typer.Option(min=0.1, help="Messages a second, at most.")] = 50,
) -> None:
    """Sends messages of dead-letter queues back to their queues; each keeps its key."""
    city = here.current()
    wanted = [feature] if feature else city.features()
    dead = [q for name in wanted for q in queues.of(city, f"{name}-") if q.is_dead and q.waiting]
    if not dead:
        answers.print("no dead letters")
        return
    with Progress(console=told) as progress:
        for queue in dead:
            task = progress.add_task(queue.name, total=queue.waiting)
            done = queues.redrive(city, queue, rate, partial(progress.advance, task))
            answers.print(f"{queue.name}: {done} sent again")
