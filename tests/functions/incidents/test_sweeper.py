"""What time does: the chain goes on, machines are started again, and nothing is forgotten."""

from contextlib import contextmanager

import pytest
from botocore.exceptions import EndpointConnectionError

from tests.functions.incidents import working

PLACE = "140105001001"


@pytest.fixture
def one(duty, hear, machine):
    """An incident that waits for li, who was told first."""
    return working.found(hear, machine)


def stored(one):
    from functions.incidents import store

    return store.incident(one)


def kinds(one):
    from functions.incidents import store

    return [(fact.kind, fact.level) for fact in store.timeline(stored(one))]


def test_an_unacknowledged_incident_goes_up_the_chain_and_ends_with_the_operator(
    one, machine, states, sweep, advance, person, asks
):
    for level, who in ((2, "wang"), (3, "zhao"), (4, "ops")):
        advance(PLACE, 301)
        sweep()
        assert states.answered[-1][1] == "late"
        machine(one, "late")
        waiting = stored(one)
        assert (waiting.level, waiting.assignee) == (level, who)
    assert stored(one).stuck
    assert person("li").post(f"{one}/acknowledgements", {"level": 1})[1]["code"] == "already-late"
    for told in (2, 3):
        advance(PLACE, 601)
        sweep()
        assert [ask["template"] for ask in asks("ops")] == ["incidents.stuck"] * told
        machine(one, "dispatched")
    assert person("ops").post(f"{one}/acknowledgements", {"level": 4})[0] == 201
    assert not stored(one).stuck
    dispatches = [level for kind, level in kinds(one) if kind == "dispatched"]
    assert dispatches == [1, 2, 3, 4]


def test_acknowledged_and_late_at_the_same_instant_has_one_outcome(one, person):
    from functions.incidents import store
    from functions.incidents.handling import rules
    from linli.errors import Conflict

    before = stored(one)
    store.save(rules.late(before, before.deadline))
    with pytest.raises(Conflict):
        store.save(rules.acknowledge(before, "li", 1, before.deadline))
    status, problem = person("li").post(f"{one}/acknowledgements", {"level": 1})
    assert (status, problem["code"]) == (409, "already-late")
    assert [kind for kind, _ in kinds(one)][-1] == "late"


def test_acknowledged_first_lateness_finds_nothing(one, person, sweep, advance):
    assert person("li").post(f"{one}/acknowledgements", {"level": 1})[0] == 201
    advance(PLACE, 301)
    sweep()
    assert [kind for kind, _ in kinds(one)][-1] == "acknowledged"


def test_an_act_that_reaches_no_execution_is_driven_at_once(one, person, states, sweep):
    states.alive.clear()
    person("li").post(f"{one}/acknowledgements", {"level": 1})
    sweep()
    assert states.started[-1] == f"{one}-2"
    assert (stored(one).stage, stored(one).generation) == ("acknowledged", 2)


@pytest.fixture
def unreachable(monkeypatch):
    """unreachable("start"): that call fails, until the test has left it."""
    from linli import workflow

    def fail(*_):
        raise EndpointConnectionError(endpoint_url="states")

    @contextmanager
    def cut(name):
        with monkeypatch.context() as patch:
            patch.setattr(workflow, name, fail)
            yield

    return cut


def test_what_is_stored_is_answered_though_its_execution_cannot_be_told(
    one, person, states, unreachable, sweep, advance
):
    with unreachable("resume"):
        working.take(person, one)
    assert states.answered == []
    advance(PLACE, 21)
    sweep()
    assert states.answered[-1][1] == "acknowledged"


def test_what_is_stored_is_answered_though_no_execution_can_be_started(
    one, person, photo, states, unreachable, sweep, advance
):
    working.take(person, one)
    working.handle(person, photo, one)
    fault = {"lesson": "replace it", "sensor_fault": "its battery is empty"}
    assert person("guan").post(f"{one}/closures", fault)[0] == 201
    with unreachable("start"):
        assert person("zhao").post(f"{one}/reopenings", {"reason": "it tilts"})[0] == 201
    assert stored(one).generation == 2
    advance(PLACE, 21)
    sweep()
    assert states.started == [f"{one}-1", f"{one}-3"]


def test_what_a_person_raised_is_answered_though_no_execution_can_be_started(
    duty, person, states, unreachable, sweep, advance
):
    seen = {"category": "S2", "priority": "P2", "what": "有人聚集", "address": "3号楼下"}
    with unreachable("start"):
        status, one = person("zhao").post("", {"community": PLACE, **seen})
    assert (status, one["stage"], states.started) == (201, "raised", [])
    advance(PLACE, 21)
    sweep()
    assert states.started == [f"{one['id']}-2"]


def test_an_execution_that_died_is_replaced_and_leaves_no_fact(
    one, states, machine, sweep, advance
):
    states.alive.clear()
    before = kinds(one)
    advance(PLACE, 290)
    sweep()
    assert states.started == [f"{one}-1"]  # nothing is due yet
    advance(PLACE, 20)
    sweep()
    assert states.started[-1] == f"{one}-2"
    assert kinds(one) == [*before, ("late", 1)]
    assert machine(one, "late", generation=2) == "dispatched"


def test_overdue_work_is_told_to_the_operator_again_and_again(
    one, person, machine, sweep, advance, asks
):
    person("li").post(f"{one}/acknowledgements", {"level": 1})
    machine(one, "acknowledged")
    for told, seconds in ((1, 30 * 60 + 1), (2, 601)):
        advance(PLACE, seconds)
        sweep()
        machine(one, "acknowledged")
        assert [ask["template"] for ask in asks("ops")] == ["incidents.overdue"] * told
        assert stored(one).overdue
        assert stored(one).due is not None


def test_a_closed_incident_is_looked_after_until_its_execution_ends(
    one, person, machine, photo, hear, states, sweep, advance
):
    person("li").post(f"{one}/acknowledgements", {"level": 1})
    hear("HazardCleared")
    working.handle(person, photo, one)
    working.verify(person, one)
    states.alive.clear()
    working.close(person, one)
    assert stored(one).due is not None
    sweep()
    closed = stored(one)
    assert (closed.due, closed.token, states.started[-1]) == (None, None, f"{one}-2")
    assert machine(one, "closed", generation=2) == "closed"
    advance(PLACE, 9_999)
    assert sweep()["driven"] == 0
