"""Periods in days and months, and rows that fit together."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from functions.facilities.ledger.model import Category, Number
from functions.facilities.patrols import rules
from functions.facilities.patrols.model import Row
from linli.rows import rows

ROWS = rows("facilities", "patrols", Row)
CATEGORIES = rows("facilities", "categories", Category)
NUMBERS = rows("facilities", "due", Number)


@pytest.mark.parametrize(
    ("name", "walked", "following"),
    [
        ("PA1-covers", (2026, 2, 24, 3), (2026, 3, 3, 3)),
        ("PA1-fire-lanes", (2026, 12, 31, 3), (2027, 1, 1, 3)),
        ("PA1-tanks", (2026, 8, 31, 3), (2027, 2, 28, 3)),
        ("PA1-tanks", (2026, 6, 15, 3), (2026, 12, 15, 3)),
        ("PA1-tanks", (2026, 8, 31, 17), (2027, 2, 28, 17)),  # the 1st of September on the wall
    ],
)
def test_the_next_one_is_a_period_later(name, walked, following):
    row = next(one for one in ROWS if one.id == name)
    assert rules.following(row, datetime(*walked, tzinfo=UTC)) == datetime(*following, tzinfo=UTC)


def test_rows_have_ids_of_their_own_and_name_what_there_is():
    for table in (ROWS, CATEGORIES, NUMBERS):
        assert max(Counter(row.id for row in table).values()) == 1
        assert all(row.article and row.mark in ("U", "C/U") for row in table)
    known = {row.id for row in CATEGORIES}
    assert {item.category for row in ROWS for item in row.items} <= known
    named = [item.id for row in ROWS for item in row.items]
    assert len(named) == len(set(named))


def test_what_raises_an_incident_is_critical():
    assert {row.severity for row in CATEGORIES if row.raises == "incident"} == {"critical"}
