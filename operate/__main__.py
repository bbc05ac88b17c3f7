"""The command line: each file of operate/commands/ adds its own subcommands."""

import importlib
import pkgutil
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError
from rich.markup import escape

from operate import commands
from operate.failure import Failure
from operate.progress import told

app = typer.Typer(
    name="linli",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
)


def assemble(words: Sequence[str]) -> typer.Typer:
    """Every module in commands/ registers its subcommands by `register(app)`.

    A module has the name of its subcommand, so only the one called is imported; help imports all.
    """
    modules = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
    for module in [word for word in words[:1] if word in modules] or modules:
        importlib.import_module(f"operate.commands.{module}").register(app)
    return app


@app.callback()
def linli() -> None:
    """Runs a city's communities on this machine, and deploys them to AWS."""


def main() -> None:
    """Exit codes: 0 done, 1 failed, 2 usage error, 130 interrupted, 143 terminated."""
    signal.signal(signal.SIGTERM, end)
    try:
        assemble(sys.argv[1:])(prog_name="linli")
    except Failure as failure:
        give_up(str(failure), failure.code)
    except EndpointConnectionError as error:
        give_up(f"no city is up here, or it has just stopped: ./linli up ({error})")
    except (BotoCoreError, ClientError) as error:
        give_up(f"the engine did not do what was asked: {error}")


def end(*_: object) -> None:
    """Handles SIGTERM like an interruption, once, so that cleanup runs."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(143)


def give_up(why: str, code: int = 1) -> NoReturn:
    told.print(f"[red]linli:[/] {escape(why)}", soft_wrap=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
