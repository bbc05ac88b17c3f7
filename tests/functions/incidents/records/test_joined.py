"""Two incidents become one: who was recorded is seen and kept with the one that goes on."""

import pytest

from tests.functions.incidents.records.conftest import ANNA, PLACE

DAY = 86_400
OTHER = {"hazard_id": "0e" * 13, "asset_id": "MH-002"}
BEN = {"name": "李大爷", "need": "轮椅", "why": "疏散"}


@pytest.fixture
def two(one, hear, machine):
    from functions.incidents.handling import sensing

    hear("HazardFound", **OTHER)
    other = sensing.incident_of(OTHER["hazard_id"])
    machine(other, "raised")
    return one, other


@pytest.fixture
def joined(two, ask, person):
    """The second, with somebody in danger, was joined to the first, that has somebody too."""
    one, other = two
    assert ask("li", "POST", f"{one}/records", ANNA)[0] == 201
    assert ask("zhao", "POST", f"{other}/records", BEN, key="key-0000002")[0] == 201
    status, fact = person("zhao").post(f"{one}/joins", {"incident": other, "reason": "one cause"})
    assert status == 201, fact
    return two


def names(ask, sub, one):
    return sorted(seen["name"] for seen in ask(sub, "GET", f"{one}/records")[1]["items"])


def looks(person, one):
    found = person("guan").get(f"/{one}/records/looks")[1]
    return [(look["by"], look["records"]) for look in found["items"]], found["count"]


def test_who_handles_the_one_that_goes_on_sees_both_and_each_look_is_kept(joined, ask, person):
    one, other = joined
    assert names(ask, "li", one) == ["李大爷", "王桂兰"]
    assert looks(person, one) == ([("li", 2)], 2)
    assert looks(person, other) == ([("li", 1)], 1)
    assert ask("zhao", "GET", f"{other}/records")[1]["code"] == "incident-over"
    assert person("li").get(f"/{one}/handover-sheet", "incident")[1]["records"] == 2


def test_all_are_listed_page_by_page(joined, ask, monkeypatch):
    from functions.incidents.records import api

    monkeypatch.setattr(api, "PAGE", 1)
    one, _ = joined
    seen, after = [], ""
    while after is not None:
        page = ask("zhao", "GET", f"{one}/records", after=after)[1]
        seen += [record["name"] for record in page["items"]]
        after = page["next"]
    assert sorted(seen) == ["李大爷", "王桂兰"]
    assert ask("zhao", "GET", f"{one}/records", after=f"{'0' * 26}.{'0' * 26}")[1]["items"] == []


def test_parted_again_each_has_its_own(joined, ask, person):
    one, other = joined
    said = {"hazard_id": OTHER["hazard_id"], "reason": "two causes"}
    assert person("zhao").post(f"{one}/partings", said)[0] == 201
    assert names(ask, "zhao", one) == ["王桂兰"]
    assert names(ask, "zhao", other) == ["李大爷"]


def left(one):
    from functions.incidents.records import store

    return len([*store.records(one)])


def test_they_are_kept_while_the_one_that_goes_on_does_and_go_with_it(
    joined, hear, closed, sweep, advance, person
):
    one, other = joined
    advance(PLACE, 30 * DAY)
    sweep()
    assert (left(one), left(other)) == (1, 1)
    hear("HazardCleared", **OTHER)
    closed(one)
    body = {"reason": "事故调查需要", "days": 20}
    assert person("guan").post(f"{other}/records/reviews", body)[1]["code"] == "wrong-stage"
    assert person("guan").post(f"{one}/records/reviews", body)[0] == 201
    for _ in range(19):
        advance(PLACE, DAY)
        sweep()
    assert (left(one), left(other)) == (1, 1)
    for _ in range(2):
        advance(PLACE, DAY)
        sweep()
    assert (left(one), left(other)) == (0, 0)
    told = person("guan").get(f"/{one}/records/looks")[1]
    assert (told["count"], told["rule"], told["destroy_at"]) == (0, "R-review", None)
    assert told["destroyed_at"]
