"""A row by which something is exceeded is there whenever it is asked for, whatever a city says."""

from datetime import datetime, timedelta

import pytest

from functions.environment.known import EXCEEDANCES
from functions.environment.values.model import Over
from linli.dated import unbroken
from linli.wall import CHINA

TWO = datetime(2026, 11, 23, 14, tzinfo=CHINA)
HOUR = timedelta(hours=1)
LONG_AGO = datetime(1999, 1, 1, tzinfo=CHINA)
HEAVY, BAD = ({"pm2_5": value} for value in (200, 80))  # AQI 251, 119
LOW = {"free_chlorine_mg_l": 0.04}


def own(changes):
    """The rows as a city has them that says so of these."""
    rows = [
        row.model_copy(update=changes.get(row.id, {})) for one in EXCEEDANCES for row in one.rows
    ]
    return tuple(unbroken(rows).values())


def names(told):
    return [name for name, _ in told()]


@pytest.mark.parametrize(("key", "period"), [("aqi", None), ("leq", "night"), ("water", None)])
def test_there_is_a_row_for_whatever_is_over_at_any_time(key, period):
    from functions.environment.cases import life
    from functions.environment.watching import acts

    over = {"key": key, "measure": key, "value": 150, "limit": 100, "row": "r", "article": "a"}
    over = Over.model_validate({**over, "verified": True, "period": period})
    for at in (LONG_AGO, TWO):
        assert life.row_for(EXCEEDANCES, over, 150, at).key == key
        assert acts.worst(at).id == "WATER-two"


def test_air_that_a_city_lets_be_is_no_case_and_ends_one(register, passes, told, monkeypatch):
    from functions.environment.watching import consequences

    monkeypatch.setattr(consequences, "EXCEEDANCES", own({"AIR-exceeded": {"least": 150}}))
    register("AQ-1", "air")
    passes("AQ-1", TWO, BAD)
    assert names(told) == []
    passes("AQ-1", TWO + HOUR, HEAVY)
    assert "AirExceeded" in names(told)
    passes("AQ-1", TWO + 2 * HOUR, BAD)
    assert {"ExceedanceCleared", "ExceedanceSettled"} <= set(names(told))


def test_water_that_a_city_lets_be_once_is_a_case_when_it_is_so_twice(
    register, send, now, told, monkeypatch
):
    from functions.environment.watching import acts

    monkeypatch.setattr(acts, "EXCEEDANCES", own({"WATER-one": {"least": 2}}))
    register("WQ-1", "water")
    for minutes, facts in ((2, []), (4, ["WaterSuspected"])):
        now(TWO + timedelta(minutes=minutes))
        assert send("WQ-1", (now(), LOW)) == []
        assert names(told) == facts


def test_where_no_water_is_an_incident_the_gravest_row_is_that_of_what_is_unsafe(monkeypatch):
    from functions.environment.watching import acts

    monkeypatch.setattr(acts, "EXCEEDANCES", own({"WATER-two": {"raises": "hazard"}}))
    assert acts.worst(TWO).id == "WATER-two"
