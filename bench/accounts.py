"""`bench accounts`: what a decision costs within a request, of a list, and how old it may be.

In this process: the incidents' own policies, and a table of accounts that is asked by botocore and
answers at once. Ours, the textbook's way and the bare call run in turns.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging import StreamHandler
from pathlib import Path
from statistics import median

from bench.desk import Desk, Table
from bench.figures import Figure, Told, at_most
from operate.home import Home
from operate.reference import features

ROUNDS, TIMES, MANY = 40, 50, 10_000
SINGLE, EACH, SHARE, SECONDS = 0.6, 0.1, 1.1, 60.0


def run(_: Home, told: Told) -> list[Figure]:
    with _quiet(), Table() as table:
        desk = Desk()
        told("one decision within a request")
        with _quiet("WARNING"):  # a decision alone: the line in the log is nobody else's way
            single = _in_turns([desk.ours, desk.textbook, desk.floor])
        [written] = _in_turns([desk.ours])
        told(f"a list of {MANY}")
        listed = desk.each(MANY)
        told("calls of a warm worker")
        calls = desk.calls(table, 1_000)
        told("a membership that ends, seen by a warm worker")
        late = desk.until_refused(table)
    ours, book, floor = (seconds * 1000 for seconds in single)
    goal, met = f"≤ {SINGLE:g} ms, ≤ {SHARE:g} × floor", ours <= min(SINGLE, SHARE * floor)
    return [
        Figure("authorization within a request", ours, book, floor, "ms", goal, met),
        at_most("authorization, and its line in the log", written * 1000, SINGLE, "ms")._replace(
            floor=floor
        ),
        at_most(f"authorization of a list of {MANY:,}, each", listed * 1000, EACH, "ms")._replace(
            floor=floor
        ),
        at_most("token to decision, 1,000 on a warm worker", calls, 0, "AWS calls"),
        at_most("an ended membership refused", late, SECONDS, "s"),
    ]


def _in_turns(ways: list[Callable[[], None]]) -> list[float]:
    """Seconds a call of each, the median of many short rounds."""
    spent: dict[int, list[float]] = {n: [] for n in range(len(ways))}
    dice, order = random.Random(1), list(spent)  # noqa: S311 - an order, not a secret
    for _ in range(ROUNDS):
        dice.shuffle(order)
        for n in order:
            began = time.perf_counter()
            for _ in range(TIMES):
                ways[n]()
            spent[n].append((time.perf_counter() - began) / TIMES)
    return [median(times) for times in spent.values()]


@contextmanager
def _quiet(level: str = "INFO") -> Iterator[None]:
    """What is logged from this level on is written, but not here."""
    features.entry("incidents", "api")
    from linli.observe import logger  # noqa: PLC0415

    [handler] = [one for one in logger.handlers if isinstance(one, StreamHandler)]
    with Path(os.devnull).open("w") as nowhere:
        before, at = handler.setStream(nowhere), logger.log_level
        logger.setLevel(level)
        try:
            yield
        finally:
            logger.setLevel(at)
            handler.setStream(before)
