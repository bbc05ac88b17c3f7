"""Storage of values. Keys are spelled in this file and nowhere else.

value#<station>    <span>#<begin>    the value of that hour, day or night
"""

from datetime import datetime

from linli.store import Write, find, partition
from linli.table import utc

from .model import Span, Value

PAGE = 100


def value(station_id: str, span: Span, begins: datetime) -> Value | None:
    return find(_values(station_id), _place(span, begins), Value)


def between(station_id: str, span: Span, begins: datetime, ends: datetime) -> list[Value]:
    """At most a hundred."""
    before = _before(span, begins)
    found = partition(_values(station_id), Value, starts=f"{span}#", after=before, limit=PAGE)
    return [one for one in found if one.begins < ends]


def page(
    station_id: str, span: Span, begins: datetime, ends: datetime
) -> tuple[list[Value], datetime | None]:
    """A page in order, and the beginning of the next."""
    found = between(station_id, span, begins, ends)
    return found, found[-1].ends if len(found) == PAGE else None


def keep(value: Value) -> Write:
    return Write(_values(value.station_id), _place(value.span, value.begins), value)


def _before(span: Span, begins: datetime) -> str:
    """Sorts before every value of that moment or later."""
    return _place(span, begins)[:-1]


def _place(span: Span, begins: datetime) -> str:
    return f"{span}#{utc(begins)}"


def _values(station_id: str) -> str:
    return f"value#{station_id}"
