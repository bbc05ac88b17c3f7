"""GB 3095, of 2012 and 2026: which averages of air quality are valid. Pure.

An average of too little data is None, never 0. Hours and days are given in order, None where
nothing was measured.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from linli.standards.data import Number, Row, in_force, measured

Span = Literal["hour", "eight_hours", "day", "ozone_day"]
HOURS, WINDOW = 24, 8


class Validity(Row):
    """A row of rules/gb3095_validity.yaml."""

    span: Span
    needed: Annotated[int, Field(ge=1)]
    of: Annotated[int, Field(ge=1)]
    unit: str


class Mean(NamedTuple):
    """`had` of `needed` values were there. `value` is not rounded yet."""

    value: Fraction | None
    had: int
    needed: int
    verified: bool
    article: str


def hour(minutes: Sequence[Number | None], rows: Iterable[Validity], on: date) -> Mean:
    """The average of the minutes of one hour."""
    return _mean(minutes, _rule(rows, "hour", on))


def day(hours: Sequence[Number | None], rows: Iterable[Validity], on: date) -> Mean:
    """The average of the hours of one day, the first of which ends at 01:00."""
    return _mean(hours, _rule(rows, "day", on))


def eight_hours(hours: Sequence[Number | None], rows: Iterable[Validity], on: date) -> Mean:
    return _mean(hours, _rule(rows, "eight_hours", on))


def ozone_day(hours: Sequence[Number | None], rows: Iterable[Validity], on: date) -> Mean:
    """The highest eight-hour average that ends on that day, from 08:00 to 24:00."""
    if len(hours) != HOURS:
        raise ValueError(f"a day of {len(hours)} hours")
    rows = tuple(rows)
    ends = range(WINDOW, HOURS + 1)
    windows = [eight_hours(hours[end - WINDOW : end], rows, on) for end in ends]
    valid = [mean.value for mean in windows if mean.value is not None]
    rule = _rule(rows, "ozone_day", on)
    value = max(valid) if len(valid) >= rule.needed else None
    verified = rule.verified and windows[0].verified
    return Mean(value, len(valid), rule.needed, verified, rule.article)


def _mean(values: Sequence[Number | None], rule: Validity) -> Mean:
    if len(values) > rule.of:
        raise ValueError(f"{len(values)} values where there are {rule.of}")
    had = [said for said in map(measured, values) if said is not None]
    value = sum(had, Fraction(0)) / len(had) if len(had) >= rule.needed else None
    return Mean(value, len(had), rule.needed, rule.verified, rule.article)


def _rule(rows: Iterable[Validity], span: Span, on: date) -> Validity:
    [rule] = [row for row in in_force(rows, on) if row.span == span]
    return rule
