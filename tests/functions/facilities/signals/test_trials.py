"""A rule is tried on an asset's past before anybody is held to it."""

from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime.now(UTC).replace(microsecond=0)
PATH = "assets/HY-001/trials"


def ago(minutes):
    return NOW - timedelta(minutes=minutes)


def below(value=0.2, *, unit="MPa", measure="pressure_mpa", **more):
    when = {"by": "threshold", "measure": measure, "compare": "lt", "value": value, "unit": unit}
    said = {"level": 1, "raises": "hazard", "priority": "P3", "category": "A4.8"}
    return {**said, "when": when, **more}


@pytest.fixture
def tried(ask):
    def tried(*steps, begins=600, ends=0, status=200, **more):
        body = {"from": ago(begins).isoformat(), "until": ago(ends).isoformat(), "steps": steps}
        answer = ask("POST", PATH, body | more)
        assert answer[0] == status, answer
        return answer[1]

    return tried


@pytest.fixture
def fourteen(register, send):
    register("HY-001", "hydrant")
    for n in range(14):
        at = 500 - 20 * n
        said = [(ago(at), {"pressure_mpa": 0.18}), (ago(at - 10), {"pressure_mpa": 0.3})]
        send("HY-001", "reading", *said)


def test_it_says_how_often_it_would_have_fired(fourteen, tried, told):
    assert told() == []  # 0.18 is inside the limit that is in force
    trial = tried(below())
    assert (trial["fired"], trial["samples"], trial["next"]) == (14, 28, None)
    assert "14" in trial["zh"]
    assert "14" in trial["en"]
    first = trial["items"][0]
    assert datetime.fromisoformat(first["onset"]) == ago(500)
    assert datetime.fromisoformat(first["ended_at"]) == ago(490)
    assert (first["level"], first["values"]) == (1, {"pressure_mpa": 0.18})
    assert told() == []


def test_a_delay_is_tried_as_well(fourteen, tried):
    assert tried(below(after_seconds=300))["fired"] == 14
    assert tried(below(after_seconds=900))["fired"] == 0


def test_what_is_long_comes_in_pages_in_each_of_which_an_alarm_is_whole(
    fourteen, tried, monkeypatch
):
    from functions.facilities.signals import trials_api

    monkeypatch.setattr(trials_api, "LOOK", 3)
    monkeypatch.setattr(trials_api, "LEAST", timedelta(minutes=30))
    seen, begins, pages = [], ago(600).isoformat(), 0
    while begins:
        page = tried(below(), **{"from": begins})
        seen += [(one["onset"], one["ended_at"]) for one in page["items"]]
        begins, pages = page["next"], pages + 1
    assert len(seen) == len(set(seen)) == 14
    assert pages > 2
    assert all(ended for _, ended in seen)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"steps": [below(unit="bar")]}, "wrong-unit"),
        ({"steps": [below(measure="colour")]}, "unknown-measure"),
        ({"steps": [below(), below()]}, "invalid"),
        ({"steps": []}, "invalid"),
        ({"from": ago(-500).isoformat(), "until": ago(-900).isoformat()}, "in-the-future"),
        ({"from": ago(60 * 24 * 93).isoformat()}, "span-too-long"),
        ({"from": ago(0).isoformat(), "until": ago(9).isoformat()}, "ends-before"),
    ],
)
def test_what_cannot_be_tried(register, tried, how, code):
    register("HY-001", "hydrant")
    problem = tried(below(), status=422, **how)
    assert code in (problem["code"], *(one.get("code") for one in problem.get("errors", [])))


def test_only_who_manages_what_is_there_may_try(register, ask, people):
    register("HY-001", "hydrant")
    body = {"from": ago(60).isoformat(), "until": ago(0).isoformat(), "steps": [below()]}
    seen = {
        sub: ask("POST", PATH, body, sub=sub)[0]
        for sub in ("property_manager", "community_worker", "grid_worker", "other_property_manager")
    }
    assert seen == {
        "property_manager": 200,
        "community_worker": 200,
        "grid_worker": 403,
        "other_property_manager": 404,
    }
