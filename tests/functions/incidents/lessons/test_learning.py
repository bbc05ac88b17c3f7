"""Closings are counted as they happen; figures lead to the incidents behind them."""

import pytest

from tests.functions.incidents import working

PLACE = "140105001001"


@pytest.fixture
def close(duty, hear, machine, person, photo):
    """close("0a") -> the incident of that hazard, from found to closed."""

    def closed(hazard, asset="MH-001", again=False, **more):
        from functions.incidents.handling import sensing

        named = {"hazard_id": hazard * 13, "asset_id": asset, "category": "A4.8"} | more
        one = sensing.incident_of(named["hazard_id"])
        if not again:
            hear("HazardFound", **named)
            machine(one, "raised")
        working.take(person, one, person("zhao").get(f"/{one}")[1]["level"])
        hear("HazardCleared", **named)
        working.handle(person, photo, one)
        working.verify(person, one)
        working.close(person, one)
        return one

    return closed


def figures(person, **query):
    return person("zhao").get("/figures", community=PLACE, **query)[1]


def cases(person, figure):
    items = person("zhao").get("/figures/cases", community=PLACE, figure=figure)[1]["items"]
    return [one["id"] for one in items]


def test_a_month_counts_what_was_closed_and_names_what_came_again(close, person, advance):
    first = close("0a")
    second = close("0b")
    other = close("0c", asset="MH-002")
    month = figures(person)
    assert (month["closed"], month["repeats"], month["overdue"]) == (3, 1, 0)
    assert (month["by_priority"], month["by_category"]) == ({"P1": 3}, {"A4.8": 3})
    assert month["steps"]["handle"] == {"cases": 3, "median_minutes": 0}
    assert cases(person, "closed") == [first, second, other]
    assert cases(person, "repeats") == [second]
    assert cases(person, "overdue") == []
    assert figures(person, month="2020-01")["closed"] == 0


def test_what_was_late_is_counted_and_found(duty, hear, machine, person, photo, advance, close):
    from functions.incidents.handling import sensing

    named = {"hazard_id": "0d" * 13, "category": "A4.8"}
    hear("HazardFound", **named)
    one = sensing.incident_of(named["hazard_id"])
    machine(one, "raised")
    advance(PLACE, 6 * 60)
    close("0d", again=True)
    assert figures(person)["overdue"] == 1
    assert cases(person, "overdue") == [one]


def test_what_is_closed_twice_counts_once(close, person, machine):
    one = close("0a")
    person("zhao").post(f"{one}/reopenings", {"reason": "it leaks"})
    machine(one, "reopened", generation=2)
    close("0a", again=True)
    month = figures(person)
    assert (month["closed"], month["repeats"]) == (1, 0)
    assert cases(person, "closed") == [one]


def test_a_drill_counts_for_nothing(close, person):
    close("0a", drill=True)
    assert figures(person)["closed"] == 0


def test_a_replay_tells_how_it_stood_after_each_fact(close, person):
    one = close("0a")
    replay = person("zhao").get(f"/{one}/replay")[1]
    stages = [(state["kind"], state["stage"], state["normal"]) for state in replay["states"]]
    assert stages[0] == ("raised", "raised", False)
    assert ("normal", "acknowledged", True) in stages
    assert stages[-1] == ("closed", "closed", True)
    assert [(step["act"], step["done"]) for step in replay["steps"]] == [
        ("acknowledge", True),
        ("handle", True),
        ("verify", True),
        ("close", True),
    ]
    assert replay["steps"][0]["allowed"] == 5


@pytest.mark.parametrize("size", [1, 3, 7])
def test_a_replay_page_by_page_tells_the_same_as_one_whole(close, person, monkeypatch, size):
    """Also of a step that lies across two pages, and of a grade that was given on the first."""
    from functions.incidents.lessons import api

    one, found = close("0a"), {"states": [], "steps": []}
    whole, after = person("zhao").get(f"/{one}/replay")[1], 0
    monkeypatch.setattr(api, "PAGE", size)
    while after is not None:
        page = person("zhao").get(f"/{one}/replay", after=str(after))[1]
        assert len(page["states"]) <= size
        found = {name: found[name] + page[name] for name in found}
        after = page["next"]
    assert found == {name: whole[name] for name in found}


def test_who_is_not_answerable_for_the_community_sees_no_figures(person):
    for sub, status in (("li", 403), ("sun", 403), ("guan", 200), ("ops", 200), ("far", 404)):
        assert person(sub).get("/figures", community=PLACE)[0] == status, sub
