"""Many at the same instant: each loaded before any other has saved, and yet one incident."""

import pytest

from tests.functions.incidents import working

from .conftest import ENDS, point


@pytest.fixture
def at_once(monkeypatch):
    """at_once(acts): each act begins when the one before is about to write, and ends before that
    does; so all have loaded the same, and all but the last lose.
    """
    from linli import store
    from linli.table import Row

    real, waiting = store.commit, []

    def commit(*writes):
        if waiting:
            waiting.pop(0)()
        real(*writes)

    def run(acts):
        waiting.extend(acts[1:])
        acts[0]()
        assert not waiting

    for module in ("functions.incidents.store", "functions.incidents.correlation.acts"):
        monkeypatch.setattr(f"{module}.commit", commit)
    assert Row is not None
    return run


def test_forty_workers_raise_one_incident(hear, all_of, at_once, states):
    at_once([lambda n=n: hear("HazardFound", **point(n)) for n in range(40)])
    [one] = all_of()
    assert one.joined == 39
    assert states.started == [f"{one.id}-1"]


def test_two_workers_join_the_same_hazard_once(hear, all_of, at_once, facts):
    hear("HazardFound", **point(0))
    again = {"at": hear.now, "version": 7}
    at_once([lambda: hear("HazardFound", **point(1, **again))] * 3)
    [one] = all_of()
    assert (one.joined, facts(one.id)) == (1, ["raised", "joined"])


def test_the_same_hazard_raised_twice_is_one(hear, all_of, at_once, facts):
    at_once([lambda: hear("HazardFound", **point(0, at=hear.now, version=3))] * 3)
    [one] = all_of()
    assert (one.joined, facts(one.id)) == (0, ["raised"])


def test_closing_while_one_joins(duty, hear, all_of, machine, person, photo, at_once):
    hear("HazardFound", **point(0))
    [one] = all_of()
    machine(one.id, "raised")
    working.take(person, one.id)
    working.handle(person, photo, one.id)
    hear("HazardCleared", **point(0))
    working.verify(person, one.id, "zhao")
    answers = []

    def close():
        answers.append(person("zhao").post(f"{one.id}/closures", ENDS))

    at_once([close, lambda: hear("HazardFound", **point(1))])
    assert (answers[0][0], answers[0][1]["code"]) == (409, "wrong-stage")
    [open_] = all_of()
    assert (open_.id, open_.stage, open_.joined) == (one.id, "reopened", 1)


def test_joining_while_it_is_closed_raises_another(
    duty, hear, all_of, machine, person, photo, at_once
):
    hear("HazardFound", **point(0))
    [one] = all_of()
    machine(one.id, "raised")
    working.take(person, one.id)
    working.handle(person, photo, one.id)
    hear("HazardCleared", **point(0))
    working.verify(person, one.id, "zhao")
    at_once(
        [
            lambda: hear("HazardFound", **point(1)),
            lambda: person("zhao").post(f"{one.id}/closures", ENDS),
        ]
    )
    assert [closed.id for closed in all_of("closed")] == [one.id]
    [other] = all_of()
    assert (other.subject, other.joined) == ("FD-001", 0)


def test_escalated_while_many_acknowledge(
    duty, hear, all_of, machine, person, at_once, sweep, advance
):
    hear("HazardFound", **point(0))
    [one] = all_of()
    machine(one.id, "raised")
    advance("140105001001", 6 * 60)
    body = {"items": [{"incident": one.id, "level": 1}], "reason": "one fire"}
    answers = []
    at_once([lambda: answers.append(person("li").post("acknowledgements", body)), sweep])
    advance("140105001001", 0)
    [outcome] = answers[0][1]["items"]
    assert outcome["outcome"] == "already-late"
    [late] = all_of()
    assert (late.stage, late.level) == ("late", 1)
