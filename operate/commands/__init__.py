"""One file per subcommand; each has `register(app: typer.Typer) -> None`."""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
