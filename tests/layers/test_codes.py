"""Codes have the words of the features that have them."""

import pytest

from linli import codes


@pytest.mark.parametrize(
    ("sort", "code", "zh", "en"),
    [
        ("measure", "fire", "火警", "fire alarm"),
        ("measure", "fire#1-00000002", "火警 1-00000002", "fire alarm 1-00000002"),
        ("kind", "water_meter", "水表", "Water meter"),  # of the catalogue alone
        ("category", "A4.1", "电梯困人", "Lift entrapment"),
        ("role", "grid_worker", "网格员", "grid worker"),
        ("measure", "nobody_names_this", "nobody_names_this", "nobody_names_this"),
        ("measure", "volume_m3", "volume_m3", "volume_m3"),  # water here, gas there
    ],
)
def test_a_code_is_called_as_its_feature_does_or_by_itself(sort, code, zh, en):
    assert (codes.called(sort, code, "zh"), codes.called(sort, code, "en")) == (zh, en)


def test_a_feature_s_own_word_comes_before_that_of_the_catalogue():
    assert codes.called("kind", "manhole", "zh") == "窨井盖"
