"""`linli status`: the state of the city, feature by feature."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from infra import settings
from linli.counted import NEEDS
from operate import conservation, here, status
from operate.commands import AsJson
from operate.progress import answers

HEADS = (
    "feature", "last\nheard", "wait-\ning", "oldest", "dead", "quaran-\ntine", "un-\ntold",
    "run-\nning", "open", "over-\ndue", "stuck", "RAM\n(MB)",
)  # fmt: skip
SENT = ("sent", "slow", "failed", "in flight")
NAMED = 10  # devices that do not report
COUNTED = ("unsent", "in flight", "delivered", "failed", "expired")
CALM = "[green]nothing waits for a person[/]"
HINT = "[yellow]dead: ./linli redrive · quarantine: ./linli replay · untold: ./linli sweep[/]"


def register(app: typer.Typer) -> None:
    app.command("status")(show)


def show(
    balance: Annotated[
        bool, typer.Option("--conservation", help="What devices sent, and what is stored of it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show queues, quarantine, unpublished events, open, overdue and stuck nouns, and suppliers."""
    city = here.current()
    if balance:
        _show_balance(city, as_json=as_json)
        return
    found = status.of(city)
    if as_json:
        typer.echo(json.dumps(plain(found), ensure_ascii=False, indent=2))
        return
    answers.print(_table(found))
    for table in _of_notify(found):
        answers.print(table)
    for feature in found.features:
        if feature.archive:
            answers.print(
                f"[red]{feature.archive} days of the archive of {feature.name} are in doubt: "
                "./linli archive list[/]"
            )
        for what, times in feature.counted.items():
            often = f"[red]{feature.name}, {what} × {times} in the last hour:[/]"
            answers.print(often, NEEDS[what].en)
    answers.print(HINT if found.needs_a_person else CALM)


def plain(found: status.Status) -> dict[str, Any]:
    return {
        "city": found.city,
        "at": found.at.isoformat(),
        "needs_a_person": found.needs_a_person,
        "features": [
            {
                **feature._asdict(),
                "last_message": feature.last_message and feature.last_message.isoformat(),
                "driven": feature.driven._asdict(),
                "queues": [queue._asdict() for queue in feature.queues],
                "waiting": feature.waiting,
                "dead": feature.dead,
            }
            for feature in found.features
        ],
        "suppliers": [
            {**supplier._asdict(), "health": supplier.health._asdict()}
            for supplier in found.suppliers
        ],
        "bulks": [bulk._asdict() for bulk in found.bulks],
    }


def _show_balance(city: here.City, *, as_json: bool) -> None:
    places = [one.code for one in settings.load(str(city.home.city_file())).communities]
    hours = list(conservation.of(city, places))
    unreported = list(conservation.unreported(city, places))
    if as_json:
        rows = [{**one._asdict(), "hour": one.hour.isoformat()} for one in hours]
        said = {"hours": rows, "unreported": [one._asdict() for one in unreported]}
        typer.echo(json.dumps(said, indent=2))
        return
    table = _plain("community", "hour", "devices", *conservation.COUNTED, "clocks off")
    for one in hours:
        counts = (_count(getattr(one, name)) for name in ("devices", "sent", "stored", "refused"))
        off = _count(one.missing, "red"), _count(one.skewed, "yellow")
        table.add_row(one.community, f"{one.hour.astimezone():%m-%d %H:00}", *counts, *off)
    answers.print(table if hours else "no device has reported of an hour that is over")
    for some in unreported:
        answers.print(_unreported(some))


def _unreported(found: conservation.Unreported) -> str:
    named = ", ".join(found.named[:NAMED])
    more = " …" if found.devices > NAMED else ""
    who = f": {named}{more}" if named else ""
    return f"[yellow]unreported in {found.community}: {found.devices} devices send{who}[/]"


def _table(found: status.Status) -> Table:
    title = f"{found.city}, {found.at.astimezone():%H:%M:%S}"
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    for head in HEADS:
        table.add_column(head, justify="left" if head == HEADS[0] else "right", no_wrap=True)
    for feature in found.features:
        driven = feature.driven
        table.add_row(
            feature.name,
            _ago(feature.last_message),
            _count(feature.waiting),
            _span(feature.oldest),
            _count(feature.dead, "red"),
            _count(feature.quarantine, "yellow"),
            _count(feature.untold),
            _count(feature.running),
            _count(driven.open),
            _count(driven.overdue, "red"),
            _count(driven.stuck, "red"),
            f"{feature.memory / 1e6:.0f}" if feature.workers else "·",
        )
    return table


def _of_notify(found: status.Status) -> list[Table]:
    """The shares of suppliers, and the messages to many in progress."""
    carriers = _plain("supplier", "channel", "share", "at rest", *SENT)
    for one in found.suppliers:
        share = f"{one.share}" if one.share == one.resting else f"[yellow]{one.share}[/]"
        sent = (_count(getattr(one.health, name.replace(" ", "_"))) for name in SENT)
        carriers.add_row(one.name, one.channel, share, str(one.resting), *sent)
    bulks = _plain("message to many", "place", "stage", *COUNTED)
    for bulk in found.bulks:
        counts = (_count(bulk.counts[name.replace(" ", "_")]) for name in COUNTED)
        bulks.add_row(bulk.id[:12], bulk.place, bulk.stage, *counts)
    return [table for table in (carriers, bulks) if table.row_count]


def _plain(*heads: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0))
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number < 2 else "right", no_wrap=True)
    return table


def _count(number: int, style: str = "bold") -> str:
    return f"[{style}]{number}[/]" if number else "[dim]·[/]"


def _ago(at: datetime | None) -> str:
    if at is None:
        return "[dim]never[/]"
    return _span((datetime.now(UTC) - at).total_seconds())


def _span(seconds: float | None) -> str:
    if seconds is None:
        return "[dim]·[/]"
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
