"""Duty as data that people write, two of them at once; and the inbox."""

import pytest

PLACE = "140105001001"
GRID = PLACE + "001"
SHIFT = {"person": "li", "weekdays": [1, 2], "from": "08:00", "until": "20:00"}


def test_a_roster_is_written_read_and_written_over(person):
    path = f"rosters/{GRID}/grid_worker"
    assert person("zhao").get(f"/{path}")[0] == 404
    status, first = person("ops").put(path, {"shifts": [SHIFT]}, 0)
    assert (status, first["version"], first["shifts"][0]["from"]) == (200, 1, "08:00:00")
    assert person("zhao").get(f"/{path}") == (200, first)
    assert person("ops").put(path, {"shifts": []}, 1)[1]["version"] == 2


def test_of_two_who_edit_at_once_the_second_sees_both_versions(person):
    path = f"chains/{PLACE}"
    chain = {"levels": [{"post": "grid_worker", "place": "grid"}], "operator": "ops"}
    assert person("ops").put(path, chain, 0)[0] == 200
    assert person("ops").put(path, chain | {"operator": "zhao"}, 1)[0] == 200
    status, problem = person("ops").put(path, chain, 1)
    assert (status, problem["code"], problem["yours"]) == (412, "stale", 1)
    assert (problem["current"]["version"], problem["current"]["operator"]) == (2, "zhao")
    assert person("ops").put(path, chain, 0)[0] == 412


def test_an_edit_of_what_nobody_wrote_is_an_edit_of_nothing(person):
    assert person("ops").put(f"grids/{GRID}", {"name": "East"}, 3)[0] == 404


def test_a_grid_lies_in_its_community(person):
    status, grid = person("ops").put(f"grids/{GRID}", {"name": "East"}, 0)
    assert (status, grid["community"], grid["name"]) == (200, PLACE, "East")
    assert person("zhao").get(f"/grids/{GRID}")[1] == grid


def test_workers_do_not_order_duty_and_strangers_do_not_see_it(person):
    path = f"rosters/{PLACE}/grid_leader"
    for sub, status in (("zhao", 403), ("li", 403), ("far", 404)):
        assert person(sub).put(path, {"shifts": []}, 0)[0] == status
    assert person("far").get(f"/{path}")[0] == 404


def test_a_shift_that_makes_no_sense_is_refused(person):
    path = f"rosters/{PLACE}/grid_leader"
    for wrong in ({"weekdays": [0]}, {"weekdays": []}, {"from": "8 o'clock"}, {"who": "x"}):
        assert person("ops").put(path, {"shifts": [SHIFT | wrong]}, 0)[0] == 422


@pytest.mark.parametrize("wrong", [{"from": "08:00Z"}, {"until": "20:00+08:00"}])
def test_duty_is_kept_by_one_clock(person, wrong):
    path = f"rosters/{PLACE}/grid_leader"
    assert person("ops").put(path, {"shifts": [SHIFT | wrong]}, 0)[0] == 422


def test_minutes_of_the_chain_win_over_the_citys(duty, hear, machine, person):
    chain = {"levels": [], "operator": "ops", "minutes": {"acknowledge": {"P1": 2}}}
    assert person("ops").put(f"chains/{PLACE}", chain, 1)[0] == 200
    hear("HazardFound")
    from functions.incidents import store

    [one] = store.incidents(PLACE, is_open=True, after="").items
    machine(one.id, "raised")
    assert store.incident(one.id).allowed == {
        "acknowledge": 2,
        "arrive": 30,
        "handle": 30,
        "secure": 30,
        "verify": 60,
        "close": 1440,
        "repeat": 10,
    }
