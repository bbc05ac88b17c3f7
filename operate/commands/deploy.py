"""`linli deploy`: deploys a city to its AWS account."""

from typing import Annotated

import typer

from operate import life, tools
from operate.commands.synth import City
from operate.failure import Failure
from operate.home import ENVIRONMENTS
from operate.progress import step

Plan = Annotated[bool, typer.Option("--plan", help="Check everything offline; deploy nothing.")]
First = Annotated[
    bool, typer.Option("--bootstrap", help="Prepare the account and region for the CDK, once.")
]
Names = Annotated[
    bool, typer.Option("--write-names", help="Add new named resources to names.json first.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")]


def register(app: typer.Typer) -> None:
    app.command()(deploy)


def deploy(
    city: City,
    plan_only: Plan = False,
    bootstrap: First = False,
    write_names: Names = False,
    as_json: Json = False,
) -> None:
    """Check a city's templates as an account would, then deploy them with your AWS settings."""
    known = life.read(city)
    if not (plan_only or known.account):
        raise Failure(f"the file of {known.name} names no account")
    with step("templates, layers for arm64, and checks"):
        found = tools.plan(city, as_json=as_json, write_names=write_names)
    typer.echo(found.stdout, nl=False)
    if found.returncode:
        raise typer.Exit(1)
    if plan_only:
        return
    if bootstrap:
        code = tools.cdk_of_an_account("bootstrap", f"aws://{known.account}/{known.region}")
        if code:
            raise typer.Exit(code)
    out = str(ENVIRONMENTS / "plan" / known.name)
    raise typer.Exit(tools.cdk_of_an_account("deploy", "--app", out, f"{known.name}/*"))
