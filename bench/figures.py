"""A figure and how it is read: ours beside the textbook and the floor, both from the same run."""

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
    met: bool | None  # None where no goal was set


def of_textbook(
    name: str, ours: float, textbook: float, floor: float | None, unit: str, share: float
) -> Figure:
    """Good if at most `share` of what the textbook's way takes."""
    goal = f"≤ {share:g} × textbook"
    return Figure(name, ours, textbook, floor, unit, goal, ours <= share * textbook)


def at_most(name: str, ours: float, most: float, unit: str) -> Figure:
    return Figure(name, ours, None, None, unit, f"≤ {most:g} {unit}", ours <= most)


Told = Callable[[str], None]  # what is being measured, for whoever waits
