"""Who is somewhere, for messages to many: each once, page by page, and in a few calls."""

import json
from types import SimpleNamespace

import pytest

from .conftest import GRID, HERE, THERE

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)


@pytest.fixture
def people_of(key):
    from functions.accounts import answers

    def ask(place=HERE, *, asking="notify", **given):
        payload = {"asking": asking, "question": "people_of", "with": {"place": place, **given}}
        return json.loads(json.dumps(answers.handler(payload, CONTEXT)))

    return ask


@pytest.fixture
def resident(enrol, ask):
    """resident(name, place=HERE, …) -> the id of somebody who lives there."""

    def settle(name="王秀英", place=HERE, **more):
        person = enrol(name, place=place, **more)
        post = {"role": "resident", "place": place}
        assert ask("POST", f"actors/{person}/memberships", post, sub="clerk")[0] == 201
        return person

    return settle


def everybody(people_of, **given):
    found, after = [], ""
    while after is not None:
        page = people_of(after=after, **({"limit": 2} | given))["answer"]
        found += page["people"]
        after = page["next"]
    return found


def test_each_is_there_once_whatever_else_he_is(enrol, resident, ask, people_of):
    for number in range(5):
        resident(f"人{number}", phone=f"+861700000001{number}")
    alone = resident("无机", place=GRID)
    more = {"role": "volunteer", "place": HERE}
    for person in (alone, enrol("志愿者")):
        assert ask("POST", f"actors/{person}/memberships", more, sub="clerk")[0] == 201
    found = everybody(people_of, role="resident")
    assert len(found) == len({one["person"] for one in found}) == 6
    assert min(one["phone"] for one in found if one["phone"]) == "+8617000000010"
    assert [one["phone"] for one in found if one["person"] == alone] == [None]
    for limit in range(1, 9):
        names = [one["person"] for one in everybody(people_of, limit=limit)]
        assert len(names) == len(set(names)) == 7


def test_of_another_place_nobody_is_named(resident, people_of):
    resident(place=THERE)
    assert everybody(people_of, role="resident") == []


def test_only_notify_is_told(people_of):
    assert people_of(asking="facilities")["refused"]["code"] == "forbidden"


def test_a_page_costs_no_call_for_each_person(resident, people_of, monkeypatch):
    from linli.table import Row

    for number in range(6):
        resident(f"人{number}")
    read, one_by_one = Row.batch_get, []
    monkeypatch.setattr(Row, "get", lambda *key, **_: one_by_one.append(key))
    asked = []
    monkeypatch.setattr(
        Row, "batch_get", lambda keys, **more: asked.append(keys) or read(keys, **more)
    )
    assert len(people_of(role="resident")["answer"]["people"]) == 6
    assert (len(asked), one_by_one) == (2, [])
