"""The level of a place, by its code. Pure."""

from typing import get_args

from linli.places import WIDTHS

from .model import Level

LEVELS: tuple[Level, ...] = get_args(Level)


def begins(place: str) -> str:
    """The common prefix of the codes of the place and all places within it."""
    return place[: WIDTHS[level(place)]]


def level(place: str) -> int:
    """The index in LEVELS of the last part of the code that is not all zeros."""
    if len(place) == WIDTHS[-1]:
        return len(WIDTHS) - 1
    return next(n for n, width in enumerate(WIDTHS) if not place[width:].strip("0"))
