"""`linli archive`: the archive of device messages: make, compare and restore a day."""

import json
from datetime import date, datetime
from typing import Annotated, Any

import typer

from linli import names
from linli.wall import CHINA
from operate import after_deploy, here
from operate.commands import AsJson, OfAccount
from operate.failure import Failure, NotUnderstood
from operate.here import City
from operate.progress import answers
from operate.rows import Table

archives = typer.Typer(no_args_is_help=True, help="The archive of device messages.")
Day = Annotated[str, typer.Argument(help="Such as 2026-06-01, in local time.", metavar="DAY")]
Feature = Annotated[str, typer.Option(help="The feature that stores the messages.")]
Thing = Annotated[str | None, typer.Option(help="Only this device.")]


def register(app: typer.Typer) -> None:
    app.add_typer(archives, name="archive")


@archives.command("list")
def list_days(
    feature: Annotated[str | None, typer.Option(help="Only this feature's.")] = None,
    account: OfAccount = None,
    as_json: AsJson = False,
) -> None:
    """List the archived days, and whether each equals its rows."""
    city = here.current(account)
    found = [
        {"feature": name, **day}
        for name in _walked(city, feature)
        for day in Table(city, name).archived()
    ]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for day in found:
        answers.print(f"{day['feature']}  {_said(day)}")
    if not found:
        answers.print("nothing is archived yet")


@archives.command("make")
def make(
    day: Day, feature: Feature = "facilities", account: OfAccount = None, as_json: AsJson = False
) -> None:
    """Archive a day now. If more of its messages can still arrive, it is archived again later."""
    _tell(_ask(here.current(account), feature, "archive", day), as_json=as_json)


@archives.command("compare")
def compare(
    day: Day, feature: Feature = "facilities", account: OfAccount = None, as_json: AsJson = False
) -> None:
    """Compare a day's archive with its manifest and with the rows."""
    found = _ask(here.current(account), feature, "compare", day)
    _tell(found, as_json=as_json)
    raise typer.Exit(1 if found is None or found["wrong"] else 0)


@archives.command("restore")
def restore(
    day: Day,
    feature: Feature = "facilities",
    thing: Thing = None,
    account: OfAccount = None,
    as_json: AsJson = False,
) -> None:
    """Write a day's archive into its table again, for at least thirty days."""
    _tell(_ask(here.current(account), feature, "restore", day, thing), as_json=as_json)


def _ask(
    city: City, feature: str, do: str, day: str, thing: str | None = None
) -> dict[str, Any] | None:
    """Repeats the call until the day is done."""
    try:
        date.fromisoformat(day)
    except ValueError:
        raise NotUnderstood(f"no day: {day}") from None
    [name] = _walked(city, feature)
    client = city.home.client("lambda", config=after_deploy.PATIENT)
    asked: dict[str, Any] = {"do": do, "day": day, "thing": thing, "place": (0, "")}
    while asked["place"] is not None:
        answer = client.invoke(
            FunctionName=names.resource(city.name, name, "history"),
            Payload=json.dumps(asked).encode(),
        )
        said = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            raise Failure(f"{feature} could not {do} {day}: {said.get('errorMessage')}")
        asked["place"] = said["next"]
    found: dict[str, Any] | None = said["day"]
    return found


def _walked(city: City, feature: str | None) -> list[str]:
    """The features that have a history of devices."""
    have = after_deploy.functions_of(city.home, city.name)
    chosen = city.chosen(feature)
    known = [one for one in chosen if names.resource(city.name, one, "history") in have]
    if feature is not None and not known:
        raise NotUnderstood(f"no history is kept of the devices of {feature}")
    return known


def _tell(day: dict[str, Any] | None, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(day, ensure_ascii=False))
    else:
        answers.print(_said(day) if day else "nothing is archived of that day")


def _said(day: dict[str, Any]) -> str:
    wrong = f"not as they should be: {', '.join(day['wrong'])}" if day["wrong"] else ""
    compared = "as its rows" if day["compared_at"] else "not compared yet"
    at = datetime.fromisoformat(day["day"]).astimezone(CHINA)
    return f"{at.date()}  {day['packs']} messages, files: {day['files']}  {wrong or compared}"
