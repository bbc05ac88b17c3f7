"""The grades of the law, number by number: 以上 includes the number, and the worst row holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.incidents.grading import rules, store
from functions.incidents.model import Entry
from functions.incidents.statutory import Figures
from linli.dated import Succession

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
YUAN, WAN, YI = 100, 1_000_000, 10_000_000_000  # 分
TABLES = store.tables()
PLACE = "140105001001"


def graded(category, at=AT, **figures):
    found = rules.grade(TABLES, category, Figures(**figures), at, AT)
    return found.grade


@pytest.mark.parametrize("category", ["A1", "A6", "A6.1", "A6.2", "A4.1"])
@pytest.mark.parametrize(
    ("deaths", "injured", "yuan", "grade"),
    [
        (30, 0, 0, "I"),
        (29, 0, 0, "II"),
        (1, 50, 0, "II"),
        (0, 0, 50_000_000, "II"),
        (3, 0, 0, "III"),
        (0, 10, 0, "III"),
        (2, 9, 9_999_999, "IV"),
        (0, 0, 0, None),
        (0, 100, 0, "I"),
        (0, 99, 0, "II"),
        (0, 0, 100_000_000, "I"),
        (0, 0, 99_999_999, "II"),
        (0, 0, 10_000_000, "III"),
        (10, 0, 0, "II"),
        (9, 0, 0, "III"),
    ],
)
def test_accidents_fires_and_special_equipment(category, deaths, injured, yuan, grade):
    figures = {"deaths": deaths, "seriously_injured": injured, "loss_fen": yuan * YUAN}
    assert graded(category, **figures) == grade


def test_an_accident_costs_a_cent_and_special_equipment_ten_thousand_yuan():
    assert graded("A1", loss_fen=1) == "IV"
    assert (graded("A4.1", loss_fen=WAN - 1), graded("A4.1", loss_fen=WAN)) == (None, "IV")


@pytest.mark.parametrize(("minutes", "grade"), [(0, None), (119, None), (120, "IV"), (900, "IV")])
def test_people_shut_in_a_lift(minutes, grade):
    found = rules.grade(TABLES, "A4.1", Figures(trapped_minutes=minutes), AT, AT)
    assert found.grade == grade
    if grade:
        assert (found.row, found.article) == ("G-SE-IV-trapped", "EC-SE#64(3)")
        assert found.verified


@pytest.mark.parametrize(
    ("moved", "grade"),
    [(499, None), (500, "IV"), (10_000, "III"), (50_000, "II"), (149_999, "II"), (150_000, "I")],
)
def test_people_moved_from_a_toxic_leak(moved, grade):
    assert graded("A4.1", moved=moved) == grade


@pytest.mark.parametrize(
    ("figures", "grade"),
    [
        ({"deaths": 30}, "I"),
        ({"poisoned": 100}, "I"),
        ({"poisoned": 99}, "II"),
        ({"evacuated": 50_000}, "I"),
        ({"evacuated": 10_000}, "II"),
        ({"evacuated": 5_000}, "III"),
        ({"evacuated": 4_999}, "IV"),
        ({"loss_fen": 2000 * WAN}, "II"),
        ({"loss_fen": 500 * WAN}, "III"),
        ({"loss_fen": 500 * WAN - 1}, "IV"),
        ({"deaths": 0, "poisoned": 0}, None),
    ],
)
def test_pollution(figures, grade):
    assert graded("A7", **figures) == grade


@pytest.mark.parametrize(
    ("figures", "grade"),
    [
        ({"deaths": 300}, "I"),
        ({"deaths": 299}, "II"),
        ({"deaths": 49}, "III"),
        ({"deaths": 9}, "IV"),
        ({"magnitude_tenths": 70}, "I"),
        ({"magnitude_tenths": 69}, "II"),
        ({"magnitude_tenths": 59}, "III"),
        ({"magnitude_tenths": 49}, "IV"),
        ({"magnitude_tenths": 39}, None),
        ({"magnitude_tenths": 49, "deaths": 50}, "II"),
    ],
)
def test_earthquakes(figures, grade):
    assert graded("N3", **figures) == grade


@pytest.mark.parametrize(
    ("category", "reason"),
    [
        ("S1", "class-not-graded"),
        ("S5", "class-not-graded"),
        ("O2", "no-emergency"),
        ("P1", "table-pending"),
        ("A4.3", "no-table"),
        ("N2", "no-table"),
        ("Z9", "category-unknown"),
        ("A1", "no-statutory-facts"),
    ],
)
def test_what_is_not_graded_says_why(category, reason):
    figures = Figures() if category == "A1" else Figures(deaths=40)
    found = rules.grade(TABLES, category, figures, AT, AT)
    assert (found.grade, found.row, found.reason) == (None, None, reason)


def test_numbers_below_the_table_are_another_thing_than_none_known():
    assert rules.grade(TABLES, "A1", Figures(deaths=0), AT, AT).reason == "below-the-table"


def test_a_part_of_a_kind_that_no_row_has_is_graded_as_that_kind():
    assert graded("A6.9", deaths=3) == "III"


def test_a_row_holds_from_its_day_on_and_an_unread_source_is_not_verified():
    assert graded("A1", datetime(2007, 5, 31, tzinfo=UTC), deaths=3) is None
    fire = rules.grade(TABLES, "A6", Figures(deaths=3), AT, AT)
    accident = rules.grade(TABLES, "A1", Figures(deaths=3), AT, AT)
    assert (fire.verified, accident.verified) == (False, True)
    assert accident.row == "G-ACC-III-deaths"


def test_a_drill_has_no_grade_whatever_is_played():
    found = rules.grade(TABLES, "A1", Figures(deaths=40), AT, AT, drill=True)
    assert (found.grade, found.reason) == (None, "drill")


numbers = st.fixed_dictionaries(
    {
        "deaths": st.integers(0, 400),
        "seriously_injured": st.integers(0, 400),
        "loss_fen": st.integers(0, 2 * YI),
    }
)


@given(numbers, st.sampled_from(["deaths", "seriously_injured", "loss_fen"]), st.integers(0, 400))
def test_what_gets_worse_is_never_graded_better(figures, which, more):
    worse = figures | {which: figures[which] + more}
    rank = [*rules.WORST, None]
    assert rank.index(graded("A1", **worse)) <= rank.index(graded("A1", **figures))


def test_the_longest_time_that_people_were_shut_in_counts_and_not_the_sum():
    def at(minutes):
        return AT + timedelta(minutes=minutes)

    spans = [(at(0), at(70)), (at(80), None)]
    assert rules.minutes(spans, at(145)) == 70
    assert rules.minutes(spans, at(199)) == 119
    assert rules.minutes(spans, at(200)) == 120


def told(*facts):
    return [
        Entry(
            incident="1",
            community=PLACE,
            subject="L",
            seq=seq,
            kind=kind,
            stage="raised",
            at=AT + timedelta(minutes=after),
        )
        for seq, (after, kind) in enumerate(facts, start=1)
    ]


@pytest.mark.parametrize(
    ("facts", "freed"),
    [
        ([(50, "handled"), (90, "closed")], 50),
        ([(50, "handled"), (60, "reopened"), (90, "withdrawn")], 90),
        ([(50, "handled"), (60, "normal"), (90, "closed")], 60),
        ([(70, "withdrawn")], 70),
        ([(50, "handled"), (90, "acknowledged")], None),
    ],
)
def test_when_an_incident_ends_nobody_is_shut_in_any_more(facts, freed):
    [(begun, ended)] = rules.shut_in(AT, told(*facts))
    assert (begun, ended) == (AT, freed and AT + timedelta(minutes=freed))


def test_a_lift_out_of_order_with_nobody_in_it_is_no_accident_however_long():
    found = rules.grade(TABLES, "A4.2", Figures(trapped_minutes=600), AT, AT)
    assert found.grade is None
    assert not rules.is_timed(TABLES, "A4.2", AT)
    assert rules.is_timed(TABLES, "A4.1", AT)


def test_an_event_is_graded_by_the_rows_of_its_time_whenever_it_is_asked():
    later = AT + timedelta(days=1)
    first = next(row for row in TABLES.grades if rules.grade(
        TABLES, "A1", Figures(deaths=3), AT, AT).row == row.id)  # fmt: skip
    ended = first.model_copy(update={"effective_to": AT.date()})
    new = first.model_copy(update={"effective_from": later.date(), "value": 5})
    others = [row for row in TABLES.grades if row.id != first.id]
    [category] = TABLES.categories["A1"].rows
    done = category.model_copy(update={"effective_to": later.date()})
    gone = {**TABLES.categories, "A1": Succession([done])}
    tables = rules.Tables(gone, (new, ended, *others))

    def by(at):
        return rules.grade(tables, "A1", Figures(deaths=3), at, later)

    assert by(AT).row == first.id
    assert by(later).row != first.id
    assert by(later + timedelta(days=1)).reason == "category-unknown"
