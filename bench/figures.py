"""One figure of a benchmark: Linli's, the textbook's and the lower bound from the same run."""

from collections.abc import Callable
from typing import NamedTuple

ORDER = ("figure", "ours", "textbook", "floor", "unit", "goal", "met")


class Figure(NamedTuple):
    figure: str
    ours: float
    textbook: float | None
    floor: float | None
    unit: str
    goal: str
    met: bool | None  # None without a goal


def of_textbook(
    name: str, ours: float, textbook: float, floor: float | None, unit: str, share: float
) -> Figure:
    """The goal is at most `share` of the textbook's figure."""
    goal = f"≤ {share:g} × textbook"
    return Figure(name, ours, textbook, floor, unit, goal, ours <= share * textbook)


def at_most(name: str, ours: float, most: float, unit: str) -> Figure:
    return Figure(name, ours, None, None, unit, f"≤ {most:g} {unit}", ours <= most)


Progress = Callable[[str], None]  # prints what is being measured
