"""Prints progress on standard error, so that standard output contains only results for programs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

told = Console(stderr=True, highlight=False)
answers = Console(highlight=False, soft_wrap=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """A line that is updated while the work is done, and remains with its duration."""
    began = time.monotonic()
    with told.status(f"{what} …"):
        try:
            yield
        except BaseException:
            told.print(f"[red]✗[/] {what}")
            raise
    told.print(f"[green]✓[/] {what} [dim]{time.monotonic() - began:.1f} s[/]")


@contextmanager
def counted(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A step with the number of items done out of `total`; updated every few items."""
    began, done = time.monotonic(), 0
    with told.status(f"{what} …") as line:

        def more(few: int) -> None:
            nonlocal done
            done += few
            line.update(f"{what} {done} of {total} …")

        try:
            yield more
        except BaseException:
            told.print(f"[red]✗[/] {what}: {done} of {total}")
            raise
    took = time.monotonic() - began
    told.print(f"[green]✓[/] {what}: {done} of {total} [dim]{took:.1f} s[/]")


def note(text: str) -> None:
    told.print(f"  {text}")
