"""One file per subcommand; each has `register(app: typer.Typer) -> None`."""

from typing import Annotated

import typer

OfAccount = Annotated[
    str | None,
    typer.Option(
        "--account",
        metavar="CITY",
        help="A city on its AWS account, with your AWS settings, instead of this machine's.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
