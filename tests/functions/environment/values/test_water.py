"""What water is held to; DOMAIN 4.3 and 4.4."""

from datetime import date

import pytest

DAY = date(2026, 11, 23)


def judged(measures, water="tap", target=None, small=False):
    from functions.environment.known import DRINKING, SURFACE
    from functions.environment.values import water as rules

    return rules.judged(measures, rules.Kept(water, small, target, DRINKING, SURFACE), DAY)


@pytest.mark.parametrize(
    ("turbidity", "chlorine", "ph", "over"),
    [
        (0.4, 0.12, 7.4, set()),
        (1.1, 0.12, 7.4, {("turbidity_ntu", 1.0)}),
        (0.5, 0.04, 7.2, {("free_chlorine_mg_l", 0.05)}),
        (0.5, 2.1, 8.6, {("free_chlorine_mg_l", 2.0), ("ph", 8.5)}),
    ],
)
def test_water_at_the_tap(turbidity, chlorine, ph, over):
    measures = {"turbidity_ntu": turbidity, "free_chlorine_mg_l": chlorine, "ph": ph}
    assert {(one.measure, one.limit) for one in judged(measures).over} == over


def test_a_small_supply_has_wider_limits():
    assert judged({"turbidity_ntu": 1.1}).over
    assert not judged({"turbidity_ntu": 1.1}, small=True).over


def test_surface_water_is_held_to_its_class():
    from functions.environment.known import SURFACE

    names = {row.id.split("-")[0]: row.measure for row in SURFACE}
    do = next(measure for key, measure in names.items() if key in ("do", "dissolved_oxygen"))
    fine, poor = judged({do: 5.5}, "river", 3), judged({do: 2.5}, "river", 3)
    assert (fine.quality, fine.over) == (3, ())
    assert poor.quality == 5
    assert [(one.measure, one.limit) for one in poor.over] == [(do, 5.0)]


def test_of_surface_water_all_that_is_worse_than_its_class_is_over_the_worst_first():
    measures = {"ammonia_n_mg_l": 1.2, "dissolved_oxygen_mg_l": 1.0, "ph": 7.4, "cod_mg_l": 15}
    of = judged(measures, "river", 3)
    assert [one.measure for one in of.over] == ["dissolved_oxygen_mg_l", "ammonia_n_mg_l"]
    assert {*of.well} == {"ph", "cod_mg_l"}
    assert judged(measures, "river").over == ()  # without a class there is nothing to exceed


@pytest.mark.parametrize("value", [-1.0, float("nan"), None])
def test_what_was_not_validly_measured_is_neither_well_nor_over(value):
    of = judged({"free_chlorine_mg_l": value, "temperature_c": 12.0, "ph": 7.4})
    assert (of.over, of.well) == ((), ("ph",))
