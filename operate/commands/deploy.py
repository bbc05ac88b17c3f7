"""`linli deploy`: a city to its AWS account."""

import importlib
from typing import Annotated

import typer

from infra import settings
from operate import tools
from operate.commands.synth import City, account_assembly
from operate.home import ROOT

Plan = Annotated[bool, typer.Option("--plan", help="Check everything, off line; deploy nothing.")]


def register(app: typer.Typer) -> None:
    app.command()(deploy)


def deploy(city: City, plan: Plan = False) -> None:
    """Check a city's templates as an account would, then deploy them with your AWS settings."""
    findings = importlib.import_module("infra.plan").main(city)
    if findings:
        raise typer.Exit(1)
    if plan:
        return
    out = ROOT / "cdk.out"
    account_assembly(city, out)
    name = settings.load(city).name
    raise typer.Exit(tools.cdk_of_an_account("deploy", "--app", str(out), f"{name}/*"))
