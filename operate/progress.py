"""Tells what is being done, on the error stream, so that answers stay clean for programs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

told = Console(stderr=True, highlight=False)
answers = Console(highlight=False, soft_wrap=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """A line that moves while the work is done and stays with its duration when it is."""
    began = time.monotonic()
    with told.status(f"{what} …"):
        try:
            yield
        except BaseException:
            told.print(f"[red]✗[/] {what}")
            raise
    told.print(f"[green]✓[/] {what} [dim]{time.monotonic() - began:.1f} s[/]")


def note(text: str) -> None:
    told.print(f"  {text}")
