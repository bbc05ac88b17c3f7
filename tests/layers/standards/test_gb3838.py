"""The class of surface water is that of its worst item."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rows import standard
from linli.standards import gb3838

LIMITS = standard("gb3838_limits", gb3838.Limit)
TODAY = date(2026, 11, 23)
NAMES = {
    "ph": "ph",
    "do": "dissolved_oxygen_mg_l",
    "codmn": "permanganate_mg_l",
    "cod": "cod_mg_l",
    "bod": "bod5_mg_l",
    "nh": "ammonia_n_mg_l",
    "tp": "phosphorus_mg_l",
    "tn": "nitrogen_mg_l",
}


def classify(water="river", **said):
    return gb3838.classify({NAMES[name]: v for name, v in said.items()}, water, LIMITS, TODAY)


@pytest.mark.parametrize(
    ("said", "number", "worst"),
    [
        (
            {"ph": 7.6, "do": 6.4, "codmn": 3.8, "nh": 0.42, "tp": 0.08},
            2,
            {"do", "codmn", "nh", "tp"},
        ),
        ({"ph": 7.2, "do": 5, "codmn": 6, "nh": 1.01, "tp": 0.2}, 4, {"nh"}),
        ({"ph": 9.2, "do": 8}, 6, {"ph"}),
        ({"do": 1.9, "codmn": 2}, 6, {"do"}),
        (
            {"ph": 8, "do": 7.5, "codmn": 2, "nh": 0.15, "tp": 0.02, "cod": 15, "bod": 3},
            1,
            set(),
        ),
    ],
)
def test_the_vectors_of_the_domain(said, number, worst):
    quality = classify(**said)
    assert quality.number == number
    assert set(quality.worst) == {NAMES[name] for name in worst}
    assert not quality.verified


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("ph", 6, 1),
        ("ph", 9, 1),
        ("ph", 5.9, 6),
        ("cod", 15, 1),
        ("cod", 15.1, 3),
        ("bod", 3.01, 3),
        ("nh", 2.0, 5),
        ("nh", 2.01, 6),
    ],
)
def test_a_value_that_fits_two_classes_is_of_the_better(name, value, number):
    assert classify(**{name: value}).number == number


def test_lakes_are_held_to_less_phosphorus_and_to_nitrogen():
    assert classify("lake", tp=0.1).number == 4
    assert classify("river", tp=0.1).number == 2
    assert classify("lake", tn=2.1).number == 6
    assert classify("river", tn=2.1).number is None


def test_what_was_not_measured_is_not_known():
    for nothing in (None, float("nan"), -1):
        assert classify(do=nothing) == (None, {}, (), False)


def test_classes_have_names():
    assert gb3838.CLASSES[6].zh == "劣Ⅴ类"
    assert list(gb3838.CLASSES) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("values", [[1, 2], [5, 4, 3, 2, 1], [1, 2, 3, 4]])
def test_a_row_that_does_not_worsen_is_refused(values):
    said = next(row for row in LIMITS if row.id == "cod").model_dump() | {"values": values}
    with pytest.raises(ValueError, match=r"does not worsen|at least"):
        gb3838.Limit.model_validate(said)


@given(st.dictionaries(st.sampled_from(sorted(NAMES)), st.floats(0, 100)), st.floats(0, 100))
def test_more_items_never_make_it_better(said, ammonia):
    fewer = {name: value for name, value in said.items() if name != "nh"}
    before, after = classify(**fewer), classify(**fewer, nh=ammonia)
    assert (before.number or 0) <= after.number
