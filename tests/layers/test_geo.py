"""Distances between two points."""

import pytest

from linli.geo import metres


@pytest.mark.parametrize(("north", "away"), [(0.0, 0), (0.00045, 50), (0.0009, 100)])
def test_metres_are_those_over_the_ground(north, away):
    assert metres(37.79, 112.55, 37.79 + north, 112.55) == pytest.approx(away, abs=0.1)


def test_metres_to_the_east_are_shorter_than_degrees():
    assert metres(60, 0, 60, 0.001) == pytest.approx(55.6, abs=0.1)
