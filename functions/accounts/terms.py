"""Durations: the rows of rules/terms.yaml. Pure: time comes in as an argument."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

from linli.dated import Dated, Succession, by_id
from linli.rows import rows


class Term(Dated):
    """A duration set by a law or the city, in years, days or hours."""

    id: str
    value: int
    unit: Literal["y", "d", "h"]
    article: str
    mark: str


Terms = Mapping[str, Succession[Term]]


@cache
def known() -> Terms:
    return by_id(rows("accounts", "terms", Term))


def after(terms: Terms, term_id: str, start: datetime) -> datetime:
    """The end of the duration from `start`; KeyError if no row is in force then."""
    term = terms[term_id].at(start)
    if term is None:
        raise KeyError(term_id)
    if term.unit == "y":
        day = years(start.date(), term.value)
        return start.replace(year=day.year, month=day.month, day=day.day)
    return start + timedelta(**{"days" if term.unit == "d" else "hours": term.value})


def years(day: date, count: int) -> date:
    """The same day so many years later, or the month's last day if it is shorter."""
    year = day.year + count
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
