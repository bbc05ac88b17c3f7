"""`bench accounts`: the cost of an authorization decision, single and for a list, and how soon an
ended membership is refused.

Runs in this process, with the policies of incidents and an accounts table that answers botocore at
once. Linli, the textbook's way and the bare library call alternate.
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
from bench.figures import Figure, Progress, at_most
from operate.home import Home
from operate.reference import features

ROUNDS, TIMES, MANY = 40, 50, 10_000
SINGLE, EACH, SHARE, SECONDS = 0.6, 0.1, 1.1, 60.0


def run(_: Home, progress: Progress) -> list[Figure]:
    with _quiet(), Table() as table:
        desk = Desk()
        progress("one decision within a request")
        with _quiet("WARNING"):  # without the log line, which the other ways do not write
            single = _in_turns([desk.ours, desk.textbook, desk.floor])
        [written] = _in_turns([desk.ours])
        progress(f"a list of {MANY}")
        listed = desk.each(MANY)
        progress("calls of a warm worker")
        calls = desk.calls(table, 1_000)
        progress("a membership that ends, seen by a warm worker")
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
    """Seconds per call of each, the median of many short rounds in random order."""
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
    """Discards log lines from this level on, after they have been formatted."""
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
