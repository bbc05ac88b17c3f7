"""The command: each file of operate/commands/ adds its own words to it."""

import importlib
import pkgutil

import typer

from operate import commands

app = typer.Typer(
    name="linli",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
)


def assemble() -> typer.Typer:
    """Every module in commands/ says `register(app)` what it adds."""
    for module in sorted(m.name for m in pkgutil.iter_modules(commands.__path__)):
        importlib.import_module(f"operate.commands.{module}").register(app)
    return app


@app.callback()
def linli() -> None:
    """Runs a city's communities on this machine, and deploys them to AWS."""


if __name__ == "__main__":
    assemble()(prog_name="linli")
