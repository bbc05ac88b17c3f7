"""How long things last."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from functions.accounts import terms


@given(st.dates(date(1900, 1, 1), date(2500, 1, 1)), st.integers(-130, 130))
def test_so_many_years_on_is_the_same_day_or_the_months_last(day, count):
    other = terms.years(day, count)
    assert (other.year, other.month) == (day.year + count, day.month)
    assert other.day == day.day or (day.month, day.day, other.day) == (2, 29, 28)
