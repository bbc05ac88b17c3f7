"""`linli replay`: what waits in quarantine is tried again."""

from typing import Annotated

import typer

from linli import names
from operate import here
from operate.here import City
from operate.progress import answers
from operate.rows import Kept, Table


def register(app: typer.Typer) -> None:
    app.command()(replay)


def replay(
    feature: Annotated[str | None, typer.Argument(help="Only this feature's quarantine.")] = None,
    only: Annotated[list[str] | None, typer.Option("--id", help="Only these messages.")] = None,
    dry: Annotated[bool, typer.Option("--list", help="Show what waits, and leave it.")] = False,
) -> None:
    """Sends messages from quarantine to their queue again, in the envelope in which they came.

    One that is refused again is kept again, under its new message id.
    """
    city = here.current()
    count = 0
    for name in [feature] if feature else city.features():
        table = Table(city, name)
        for kept in table.quarantine():
            if only and kept.body["id"] not in only:
                continue
            count += 1
            _show(name, kept)
            if not dry:
                _send(city, table, kept)
    answers.print(f"{count} {'wait' if dry else 'sent again'}" if count else "quarantine is empty")


def _send(city: City, table: Table, kept: Kept) -> None:
    """Sent before it is taken off the list: a break may send it twice, never lose it."""
    sqs = city.home.client("sqs")
    name = names.resource(city.name, table.feature, kept.body["queue"])
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=kept.body["text"])
    table.replayed(kept)


def _show(feature: str, kept: Kept) -> None:
    """Never the message itself: it may hold what no screen should."""
    body = kept.body
    answers.print(f"{body['kept_at'][:19]}  {feature}/{body['queue']}  {body['id']}  {body['why']}")
