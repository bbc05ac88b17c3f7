"""What a person has to walk is found however much others have in the same community."""

import pytest

HERE = "140105001001"
DAY = 24 * 3600
OTHERS = 51  # more than a page


@pytest.fixture
def plan(person, register):
    register("HY-001", "hydrant")

    def make(whose):
        body = {"community": HERE, "title": whose, "row": "PA1-hydrants", "route": ["HY-001"]}
        status, made = person("chen").post("plans", body | {"person": whose})
        assert status == 201, made
        return made

    return make


def mine(person, **more):
    return person("wang").get("patrols", community=HERE, mine="true", **more)[1]


def test_what_is_due_today_is_found_behind_more_urgent_plans_of_others(plan, person, advance):
    for _ in range(OTHERS):
        plan("liu")
    plan("wang")
    advance(HERE, 30 * DAY)
    assert [one["title"] for one in mine(person)["today"]] == ["wang"]


def test_ones_own_patrol_is_found_behind_later_ones_of_others(plan, person):
    begun, theirs = {"plan_id": plan("wang")["id"]}, {"plan_id": plan("liu")["id"]}
    own = person("wang").post("patrols", begun)[1]
    for _ in range(OTHERS):
        assert person("liu").post("patrols", theirs)[0] == 201
    found = mine(person)
    assert [one["id"] for one in found["items"]] == [own["id"]]
    assert found["next"] is None
    assert len(person("wang").get("patrols", community=HERE)[1]["items"]) == OTHERS - 1
