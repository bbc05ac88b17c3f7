"""The drill as a part of the tests: from which seed, for how many rounds, and what holds of it."""

import os
import random
from contextlib import closing
from itertools import count

from rich.console import Console

from operate.faults import report, rounds
from operate.faults.drill import Drill
from operate.faults.rounds import Rounds
from operate.faults.size import CI, LONG
from operate.home import Home

SEED = "LINLI_SEED"  # to see the same faults again


def run(home: Home, *, long: bool) -> tuple[int, int]:
    """Passed and failed claims: those of each round, and that all rounds together were hit by as
    many faults as promised. The long drill continues after the rounds recorded for this commit.
    """
    size, so_far = (LONG, rounds.of_this_commit()) if long else (CI, Rounds())
    first = int(os.environ.get(SEED) or random.randrange(1_000_000))  # noqa: S311
    console = Console(highlight=False, soft_wrap=True)
    if so_far.all:
        report.tell_sum(console, so_far, size)
    with closing(Drill(home, size).rounds(count(first))) as drill:
        while so_far.go_on(size):
            seed, found = next(drill)
            report.tell(console, seed, found)
            so_far.add(rounds.judged(seed, found))
            report.tell_sum(console, so_far, size)
    kept = so_far.promises(size)
    return so_far.passed + sum(kept), so_far.failed + len(kept) - sum(kept)
