"""What actions left for people, where the hazards that called for them part and join."""

from datetime import UTC, datetime, timedelta

import pytest

from .conftest import point
from .test_by_people import join, part, shown

PLACE = "140105001001"
MAY = {"roles": ["grid_worker"], "expires_at": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}


def action(number, letter="w"):
    """The action of one hazard: `w` waits to be confirmed, `h` is left to people."""
    of = {"hazard_id": point(number)["hazard_id"], "asset_id": f"GV-{letter}{number}"}
    return {"community": PLACE, "action_id": f"{letter}{number}", "command": "close", **of}


@pytest.fixture
def propose(hear, member):
    member("li", "grid_worker", PLACE)

    def told(*numbers):
        for number in numbers:
            hear.told("ActionProposed", **action(number), **MAY)
            hear.told("ActionTimedOut", **action(number, "h"))

    return told


@pytest.fixture
def fire(duty, hear, all_of, machine, propose):
    for number in range(3):
        hear("HazardFound", **point(number))
    [one] = all_of()
    machine(one.id, "raised")
    return one.id


def left(person, one):
    incident = shown(person, one)
    return [[job["action_id"] for job in incident[name]] for name in ("to_confirm", "by_hand")]


def waits(told, one):
    """Who is being told that something waits in this incident."""
    over = {detail["notice_id"] for name, detail in told() if name == "NoticeSettled"}
    asked = [detail for name, detail in told() if name == "NoticeAsked"]
    asked = [each for each in asked if each["template"] == "incidents.to-confirm"]
    about = f"incident#{one}"
    return [
        each["person"] for each in asked if each["about"] == about and each["notice_id"] not in over
    ]


def test_what_a_parted_hazard_left_goes_along(fire, person, propose, told, all_of, hear):
    propose(2)
    assert part(person, fire, 2)[0] == 201
    [own] = [one.id for one in all_of() if one.id != fire]
    assert left(person, fire) == [[], []]
    assert left(person, own) == [["w2"], ["h2"]]
    assert (waits(told, fire), waits(told, own)) == ([], ["li"])
    hear.told("ActionConfirmed", by="li", **action(2))
    assert left(person, own)[0] == waits(told, own) == []


def test_what_the_others_left_stays(fire, person, propose, told, all_of):
    propose(1, 2)
    assert part(person, fire, 2)[0] == 201
    [own] = [one.id for one in all_of() if one.id != fire]
    assert left(person, fire) == [["w1"], ["h1"]]
    assert left(person, own) == [["w2"], ["h2"]]
    assert (waits(told, fire), waits(told, own)) == (["li"], ["li"])


def test_what_an_incident_left_is_left_by_that_which_goes_on(two, person, propose, told):
    fire, other = two
    propose(0, 11)
    assert join(person, fire, other)[0] == 201
    assert left(person, fire) == [["w0", "w11"], ["h0", "h11"]]
    assert left(person, other) == [[], []]
    assert (waits(told, fire), waits(told, other)) == (["li"], [])


def test_where_nothing_waited_who_is_asked_is_asked_there(two, person, propose, told):
    fire, other = two
    propose(11)
    assert join(person, fire, other)[0] == 201
    assert (waits(told, fire), waits(told, other)) == (["li"], [])


def test_parted_again_it_has_what_is_left_of_its_own_by_then(two, person, propose, told, hear):
    fire, other = two
    propose(0, 10)
    assert join(person, fire, other)[0] == 201
    propose(11)
    hear.told("ActionConfirmed", by="li", **action(10))
    assert part(person, fire, 10)[0] == 201
    assert left(person, fire) == [["w0"], ["h0"]]
    assert left(person, other) == [["w11"], ["h10", "h11"]]
    assert (waits(told, fire), waits(told, other)) == (["li"], ["li"])
