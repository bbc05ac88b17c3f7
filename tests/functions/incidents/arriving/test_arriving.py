"""Who took an incident says when he came; once, and as late as a phone without a signal does."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.functions.incidents import working


@pytest.fixture
def one(duty, hear, machine, person):
    for name in ("li", "wang", "zhao", "ops"):
        person(name)
    return working.found(hear, machine)


def at(**ago):
    return (datetime.now(UTC) - timedelta(**ago)).isoformat()


def come(person, one, who="li", **body):
    return person(who).post(f"{one}/arrivals", {"at": at(), **body})


def code(answer):
    return answer[0], answer[1].get("code")


def arrivals(person, one):
    timeline = person("zhao").get(f"/{one}")[1]["timeline"]
    return [fact for fact in timeline if fact["kind"] == "arrived"]


def take(person, one, who="li", level=1):
    assert person(who).post(f"{one}/acknowledgements", {"level": level})[0] == 201


def test_who_took_it_says_when_he_came_and_nobody_asks_where_he_is(one, person):
    take(person, one)
    status, shown = come(person, one)
    assert (status, shown["id"], shown["stage"]) == (201, one, "acknowledged")
    [fact] = arrivals(person, one)
    assert (fact["by"], fact["happened_at"]) == ("li", shown["arrived_at"])


def test_a_position_from_a_phone_with_old_screens_holds_up_nothing_and_is_kept_nowhere(one, person):
    take(person, one)
    status, shown = come(person, one, position=[112.5501, 37.7901])
    assert (status, shown["arrived_at"] is None) == (201, False)
    seen = person("zhao").get(f"/{one}")[1]
    assert not [text for text in ("position", "112.5501") if text in str((shown, seen))]
    assert code(come(person, one, stage="closed")) == (422, "invalid")


def test_however_often_it_is_sent_it_is_one_fact(one, person):
    take(person, one)
    first = come(person, one)[1]
    assert come(person, one)[1] == first
    assert len(arrivals(person, one)) == 1


def test_only_who_has_it_and_only_once_he_took_it(one, person):
    assert code(come(person, one)) == (409, "wrong-stage")
    take(person, one)
    assert code(come(person, one, who="wang")) == (403, "forbidden")
    assert code(come(person, one, who="zhao")) == (403, "forbidden")
    assert arrivals(person, one) == []


def test_not_before_it_was_known_nor_in_the_future(one, person):
    take(person, one)
    assert code(come(person, one, at=at(hours=1))) == (422, "not-then")
    assert code(come(person, one, at=at(hours=-1))) == (422, "not-then")
    assert arrivals(person, one) == []


def test_a_phone_may_send_it_after_the_work_is_done(one, person, photo, hear):
    take(person, one)
    hear("HazardCleared")
    working.handle(person, photo, one)
    status, shown = come(person, one)
    assert (status, shown["stage"]) == (201, "handled")


def test_who_comes_next_arrives_for_himself(one, person):
    take(person, one)
    come(person, one)
    person("li").post(f"{one}/reassignments", {"to": "wang", "reason": "his key"})
    shown = person("wang").get(f"/{one}")[1]
    assert shown["arrived_at"] is None
    take(person, one, "wang", shown["level"])
    assert come(person, one, who="wang")[0] == 201
    assert [fact["by"] for fact in arrivals(person, one)] == ["li", "wang"]


def test_it_is_a_step_with_a_time_of_its_own(one, person, photo, hear):
    take(person, one)
    come(person, one)
    hear("HazardCleared")
    working.handle(person, photo, one)
    steps = person("zhao").get(f"/{one}/replay")[1]["steps"]
    assert [(step["act"], step["done"]) for step in steps] == [
        ("acknowledge", True),
        ("arrive", True),
        ("handle", True),
    ]
    assert steps[1]["since"] == steps[2]["since"]
    assert steps[1]["until"] <= steps[2]["until"]
