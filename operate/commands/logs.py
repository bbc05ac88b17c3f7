"""`linli logs FEATURE`: the logs of its functions."""

import json
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated

import typer
from rich.markup import escape

from operate import here, logbook
from operate.logbook import Line
from operate.progress import answers, told

STYLES = {"ERROR": "red", "CRITICAL": "red", "WARNING": "yellow"}
DULL = {
    "level", "location", "message", "timestamp", "service", "cold_start", "function_name",
    "function_memory_size", "function_arn", "function_request_id", "xray_trace_id",
}  # fmt: skip
LOOK_AGAIN = 1.0


def register(app: typer.Typer) -> None:
    app.command()(logs)


def logs(
    feature: Annotated[str, typer.Argument(help="The feature.")],
    minutes: Annotated[float, typer.Option(min=0, help="How far to look back.")] = 10,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Continue with new lines.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the JSON lines unchanged.")
    ] = False,
) -> None:
    """Show the logs of all functions of a feature, in order of time."""
    city = here.current()
    city.chosen(feature)
    follower = logbook.Follower(datetime.now(UTC) - timedelta(minutes=minutes))
    look = partial(logbook.lines, city, feature)
    if not (lines := follower.new(look)):
        told.print(f"nothing in the last {minutes:g} minutes")
    while True:
        for line in lines:
            _print(line, as_json=as_json)
        if not follow:
            return
        time.sleep(LOOK_AGAIN)
        lines = follower.new(look)


def _print(line: Line, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(line.said, ensure_ascii=False))
        return
    said = line.said
    style = STYLES.get(said.get("level", ""), "default")
    rest = " ".join(f"{key}={value}" for key, value in said.items() if key not in DULL)
    answers.print(
        f"[dim]{line.at.astimezone():%H:%M:%S}[/] {line.function:<10} "
        f"[{style}]{escape(str(said['message']))}[/] [dim]{escape(rest)}[/]"
    )
