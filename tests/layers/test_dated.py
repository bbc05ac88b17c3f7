"""Rows of one id that follow each other, and numbers that are asked for with a time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from linli import rows
from linli.dated import DAY, Succession, Unbroken, by_id
from linli.model import Fact
from linli.numbers import Number, held
from linli.wall import CHINA

FIRST = date(2026, 1, 1)


class Named(Fact):
    id: str


def row(begins=FIRST, ends=None, value=1.0, name="far", unit="d"):
    known = {"id": name, "value": value, "unit": unit, "article": "local", "mark": "U"}
    return Number(**known, effective_from=begins, effective_to=ends)


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)


LATER = date(2027, 3, 1)
OLD, NEW = row(ends=LATER - DAY, value=3), row(LATER, value=5)


def test_a_successor_holds_from_its_day_on_the_wall_and_not_before():
    number = held([OLD, NEW])["far"]
    midnight = datetime(2027, 2, 28, 16, tzinfo=UTC)
    assert number.at(midnight - timedelta(microseconds=1)) == OLD
    assert number.at(midnight) == NEW
    assert (number.value(midnight), number.count(midnight)) == (5, 5)
    assert number.span(midnight) == timedelta(days=5)


def test_a_number_of_before_its_first_row_is_that_of_its_first():
    assert held([NEW, OLD])["far"].at(noon(date(2020, 1, 1))) == OLD


def test_a_rule_of_before_its_first_row_after_its_last_and_between_two_is_none():
    ended = row(LATER + DAY, LATER + 3 * DAY)
    law = by_id([ended, OLD])["far"]
    days = (FIRST - DAY, FIRST, LATER - DAY, LATER, LATER + DAY, LATER + 3 * DAY, LATER + 4 * DAY)
    assert [law.at(noon(day)) for day in days] == [None, OLD, OLD, None, ended, ended, None]


def test_rows_of_other_ids_may_hold_on_the_same_days():
    other = row(name="near")
    assert by_id([OLD, other, NEW])["near"].rows == (other,)


@pytest.mark.parametrize("until", [None, LATER, LATER + DAY])
def test_two_rows_on_one_day_are_refused(until):
    with pytest.raises(ValueError, match="far: two rows on 2027-03-01"):
        by_id([OLD.model_copy(update={"effective_to": until}), NEW])


def test_a_row_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before"):
        by_id([row(LATER, FIRST)])


@pytest.mark.parametrize("rows", [[row(ends=LATER - 2 * DAY), NEW], [OLD], []])
def test_of_a_number_no_day_may_be_without_one(rows):
    with pytest.raises(ValueError, match="no row"):
        Unbroken(rows)


def test_what_is_no_length_of_time_has_none():
    with pytest.raises(KeyError):
        row(unit="count").span  # noqa: B018


def said(*pieces):
    return [piece.model_dump(mode="json") for piece in pieces]


def test_rows_are_refused_where_they_are_read(monkeypatch):
    monkeypatch.setattr(rows, "_read", lambda *_: said(OLD, NEW))
    assert rows.rows("any", "numbers", Number) == (OLD, NEW)
    monkeypatch.setattr(rows, "_read", lambda *_: said(row(), NEW))
    for read in (rows.shared, rows.standard, lambda *asked: rows.rows("any", *asked)):
        with pytest.raises(ValueError, match="two rows"):
            read("numbers", Number)
    monkeypatch.setattr(rows, "_read", lambda *_: [{"id": "far"}])
    with pytest.raises(ValidationError):
        rows.rows("any", "numbers", Number)


def test_two_rows_of_an_id_that_say_no_day_are_refused_where_they_are_read(monkeypatch):
    monkeypatch.setattr(rows, "_read", lambda *_: [{"id": "near"}, {"id": "far"}])
    assert [one.id for one in rows.rows("any", "classes", Named)] == ["near", "far"]
    monkeypatch.setattr(rows, "_read", lambda *_: [{"id": "far"}, {"id": "near"}, {"id": "far"}])
    with pytest.raises(ValueError, match=r"far.*two rows"):
        rows.rows("any", "classes", Named)


spans = st.lists(
    st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60)), min_size=1, max_size=5
)


@given(spans, st.integers(-2, 70))
def test_what_is_not_refused_has_one_row_on_a_day_at_most(said, number):
    some = [row(FIRST + b * DAY, None if e is None else FIRST + e * DAY) for b, e in said]
    day = FIRST + number * DAY
    holding = [one for one in some if one.holds(day)]
    try:
        found = Succession(some).at(noon(day))
    except ValueError:
        days = [FIRST + n * DAY for n in range(62)]
        backward = any(one.effective_to and one.effective_to < one.effective_from for one in some)
        assert backward or any(sum(one.holds(d) for one in some) > 1 for d in days)
    else:
        assert ([found] if found else []) == holding


@given(st.lists(st.integers(1, 40), max_size=4), st.integers(0, 200))
def test_an_unbroken_number_is_that_of_the_last_row_that_has_begun(lengths, number):
    begins = [FIRST]
    for length in lengths:
        begins.append(begins[-1] + length * DAY)
    ends = [day - DAY for day in begins[1:]] + [None]
    some = [row(b, e, value=n + 1) for n, (b, e) in enumerate(zip(begins, ends, strict=True))]
    day = FIRST + number * DAY
    last = max(one for one in begins if one <= day)
    assert Unbroken(reversed(some)).at(noon(day)).effective_from == last
