"""Whose clock leads whose."""

from datetime import timedelta

import pytest

from linli.clock import ahead

CITY, HERE, THERE = "140100000000", "140105001001", "140105001002"


@pytest.mark.parametrize(
    ("place", "minutes"),
    [(CITY, 60), (HERE, 65), (HERE + "003", 65), (THERE, 60), ("140200000000", 0), ("", 0)],
)
def test_a_citys_clock_leads_its_communities_and_no_community_another(place, minutes):
    assert ahead({CITY: 3600.0, HERE: 300.0}, place) == timedelta(minutes=minutes)


def test_nobody_is_further_than_the_furthest(advance):
    from linli import clock

    advance(CITY, 3600)
    advance(HERE, 300)
    advance(THERE, 60)
    assert clock.furthest() - clock.now(HERE) < timedelta(seconds=1)
    assert clock.furthest() >= clock.now(CITY)
