"""`linli replay`: retries messages in quarantine."""

import json
from datetime import datetime
from functools import partial
from typing import Annotated, Any

import typer
from rich.progress import track

from linli import names, unforwarded
from linli.clock import ahead
from operate import here
from operate.commands import AsJson
from operate.here import City
from operate.progress import answers, told
from operate.rows import Kept, Table


def register(app: typer.Typer) -> None:
    app.command()(replay)


def replay(
    feature: Annotated[str | None, typer.Argument(help="Only this feature's quarantine.")] = None,
    only: Annotated[list[str] | None, typer.Option("--id", help="Only these messages.")] = None,
    dry: Annotated[
        bool, typer.Option("--list", help="List the messages without sending them.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Send messages in quarantine to their queue again, in their original envelope, or in that
    which their IoT rule could not send.

    A message that is refused again is quarantined again, under its new message id.
    """
    city = here.current()
    tables = [Table(city, name) for name in city.chosen(feature)]
    found = [(t, kept) for t in tables for kept in t.quarantine() if not only or _id(kept) in only]
    if not dry:
        for table, kept in track(found, "quarantine", console=told, disable=not found):
            _send(city, table, kept)
    if as_json:
        typer.echo(json.dumps([_about(table, kept, sent=not dry) for table, kept in found]))
        return
    for table, kept in found:
        _show(table.feature, kept)
    done = "wait" if dry else "sent again"
    answers.print(f"{len(found)} {done}" if found else "quarantine is empty")


def _id(kept: Kept) -> str:
    return str(kept.body["id"])


def _about(table: Table, kept: Kept, *, sent: bool) -> dict[str, Any]:
    """Without the message itself, as on a screen."""
    body = {name: value for name, value in kept.body.items() if name != "text"}
    return {"feature": table.feature, **body, "sent": sent}


def _send(city: City, table: Table, kept: Kept) -> None:
    """Sent before it is removed from the list: an interruption may send it twice, but never lose
    it.
    """
    sqs = city.home.client("sqs")
    name = names.resource(city.name, table.feature, kept.body["queue"])
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=_whole(city, kept))
    table.replayed(kept)


def _whole(city: City, kept: Kept) -> str:
    """As the route of linli.decisions sends it."""
    kept_at = datetime.fromisoformat(kept.body["kept_at"])
    at = kept_at - ahead(city.home.read("clock.json"), "")
    iot = partial(city.home.client, "iot")
    return unforwarded.enveloped(kept.body["text"], int(at.timestamp() * 1000), iot)


def _show(feature: str, kept: Kept) -> None:
    """Never the message itself, as it may contain personal data."""
    body = kept.body
    answers.print(f"{body['kept_at'][:19]}  {feature}/{body['queue']}  {body['id']}  {body['why']}")
