"""`linli up`: starts a city on this machine."""

import json
from typing import Annotated, Any

import typer
from rich.markup import escape

from infra import settings
from operate import life
from operate.commands import simulate
from operate.home import Home
from operate.progress import answers

City = Annotated[str, typer.Option(help="A name in cities/, or the path of a city's file.")]
Devices = Annotated[
    int, typer.Option(min=0, help="Add so many simulated devices; see ./linli simulate.")
]
Json = Annotated[bool, typer.Option("--json", help="Print all addresses as JSON.")]


def register(app: typer.Typer) -> None:
    app.command()(up)


def up(city: City = "", devices: Devices = 0, as_json: Json = False) -> None:
    """Start a city, or update the running one.

    Without --city: the latest city of this home, or taiyuan.
    """
    home = Home.current()
    name = city or (str(home.city_file()) if home.city() else "taiyuan")
    found = life.up(home, name)
    if devices:
        simulate.populate(home, devices, shown=not as_json)
    if as_json:
        typer.echo(json.dumps(found))
        return
    for line in _lines(home, name, found):
        answers.print(line)


def _lines(home: Home, name: str, found: dict[str, Any]) -> list[str]:
    city = settings.load(name)
    people = [f"{one.id} ({one.name}{_roles(one)}{_phone(one)})" for one in city.people]
    visitor = [*(one.id for one in city.people), *city.operators, "PERSON"][0]
    lines = [
        f"[bold]{city.title.zh} {city.title.en}[/] is up: {len(city.communities)} communities",
        f"  home      {home.root} (logs in logs/)",
        f"  web       {found['browser']}/ and /ops (a name that only browsers know)",
        f"  sign in   ./linli visit {visitor} prints an address for once; or by phone: see sms",
        f"  sms       {found['gateway']} shows what would go to telephones",
        f"  api       {found['api']}",
        f"  account   {found['browser']}/sign-in/account",
        f"  devices   mqtts://127.0.0.1:{found['mqtt_port']}, a certificate each in devices/ there",
        f"  engine    {found['engine']} (AWS's own interface; key test, secret test)",
        f"  people    {escape('; '.join(people))}" if people else "",
        "  stories   ./linli scenario run",
        "  health    ./linli status",
        "  stop      ./linli down",
    ]
    return [line for line in lines if line]


def _phone(person: settings.Person) -> str:
    return f", {person.phone}" if person.phone else ""


def _roles(person: settings.Person) -> str:
    roles = sorted({membership.role for membership in person.memberships})
    return f": {', '.join(roles)}" if roles else ""
