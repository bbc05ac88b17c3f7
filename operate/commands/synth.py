"""`linli synth`: writes the templates for a city's account."""

from pathlib import Path
from typing import Annotated

import typer

from operate import life, tools
from operate.home import ENVIRONMENTS, ROOT
from operate.progress import answers, step

City = Annotated[str, typer.Argument(help="A name in cities/, or the path of a city's file.")]
Out = Annotated[Path, typer.Option(help="The folder to write to.")]


def register(app: typer.Typer) -> None:
    app.command()(synth)


def synth(city: City = "taiyuan", out: Out = ROOT / "cdk.out") -> None:
    """Write the templates and assets of a city for its account."""
    life.read(city)
    account_assembly(city, out.resolve())
    answers.print(str(out))


def account_assembly(city: str, out: Path) -> None:
    with step("templates and assets"):
        log = ENVIRONMENTS / "synth.log"
        tools.python("-m", "infra.app", city, "--out", str(out), log=log)
