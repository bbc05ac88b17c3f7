"""A thrown object that environment tells of: its building is warned, and no ledger has it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

FILE = Path("events/samples/environment/ThrownObjectSeen.json")


@pytest.fixture
def thrown(house, hear, world):
    """thrown(building="B1"): seen just now."""

    def thrown(name="ThrownObjectSeen", **more):
        said = json.loads(FILE.read_text("utf-8")) | {"at": datetime.now(UTC).isoformat()}
        assert hear((name, said | {"building": "B1"} | more))["batchItemFailures"] == []

    return thrown


@pytest.mark.parametrize("building", ["B1", "B9", None])
def test_its_building_is_warned_once_and_no_other(thrown, actions, run, building):
    for _ in range(2):
        thrown(building=building)
    warned = {("BC-1", "broadcast")} if building == "B1" else set()
    assert set(actions("THROWN-broadcast")) == warned
    assert run("send") == list(warned)


def test_the_police_get_it_once_a_person_says_so(thrown, actions, people, ask, told):
    for _ in range(2):
        thrown()
    [action] = actions("THROWN-police").values()
    assert (action.stage, action.command) == ("proposed", "call_110")
    path = f"actions/{action.id}/confirmations"
    assert ask("POST", path, {}, sub="grid_worker")[0] == 403
    status, order = ask("POST", path, {"reason": "录像清楚"}, sub="community_worker")
    assert (status, order["stage"], order["by"]) == (201, "assigned", "community_worker")
    assert [fact["command"] for name, fact in told() if name == "ActionAssigned"] == ["call_110"]


def test_nobody_calls_the_police_for_what_is_over(thrown, actions):
    thrown()
    thrown("SightingSettled", version=9)
    [action] = actions("THROWN-police").values()
    assert (action.stage, action.by) == ("refused", None)


def test_it_is_in_no_ledger(thrown, row):
    thrown()
    assert not [one for one in row.scan() if one.pk.startswith("hazard#")]


def test_once_it_is_settled_it_orders_nothing_any_more(thrown, actions):
    thrown("SightingSettled")
    thrown()
    assert actions() == {}
