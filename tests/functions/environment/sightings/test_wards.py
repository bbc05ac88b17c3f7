"""The list of those who are watched over: for a purpose, with names, and each sees the look."""

from datetime import timedelta

import pytest

from tests.functions.environment.conftest import HERE, SPOT, THERE
from tests.functions.environment.sightings.conftest import WHERE

SERVICE = {"sub": "community_worker", "linli_purpose": "service"}


@pytest.fixture
def wards(ward, member):
    """Six of them, `p0` to `p5`; of the even ones somebody wears a band."""
    for n in range(6):
        member(f"p{n}", "resident", HERE)
        assert ward(person=f"p{n}")[0] == 201


@pytest.fixture
def bands(wards, ask):
    for n in (0, 2, 4):
        card = {"id": f"WB-{n}", "community": HERE, "kind": "wearable", "name": "手环"}
        card |= {"point": SPOT, "person": f"p{n}"}
        assert ask("POST", "sensors", card, sub="community_worker")[0] == 201


@pytest.fixture
def listed(ask):
    """listed(equipped="true") -> the answer for the community, asked for a service."""

    def listed(community=HERE, who=SERVICE, **query):
        return ask("GET", "wards", query={"community": community, **query}, **who)

    return listed


def persons(said):
    assert said[0] == 200, said
    return [one["person"] for one in said[1]["items"]]


def looks(ask, person):
    found = ask("GET", "lookups", sub=person)[1]["items"]
    return [(one["by"], one["what"], one["purpose"]) for one in found]


def test_a_list_names_them_without_addresses_and_each_sees_who_looked(wards, listed, ask, called):
    status, said = listed()
    assert (status, said["next"]) == (200, None)
    assert said["names"] == {f"p{n}": f"P{n}" for n in range(6)}
    first = said["items"][0]
    assert first.keys() == {"person", "community", "grid", "sensors", "since", "until"}
    assert WHERE not in str(said)
    [(question, given)] = called
    assert (question, given["place"], given["by"]) == ("called", HERE, "community_worker")
    assert given["purpose"] == "service"
    for n in range(6):
        assert looks(ask, f"p{n}") == [("community_worker", "list", "service")]


def test_a_page_shows_twenty_and_traces_those_alone(wards, listed, ask, monkeypatch):
    from functions.environment.sightings.wards import store

    assert store.SHOWN == 20
    monkeypatch.setattr(store, "SHOWN", 4)
    first = listed()
    assert persons(first) == ["p0", "p1", "p2", "p3"]
    assert (looks(ask, "p3"), looks(ask, "p4")) == ([("community_worker", "list", "service")], [])
    rest = listed(after=first[1]["next"])
    assert (persons(rest), rest[1]["next"]) == (["p4", "p5"], None)


def test_those_whom_nothing_watches_are_found(bands, listed, ask):
    assert persons(listed(equipped="true")) == ["p0", "p2", "p4"]
    assert persons(listed(equipped="false")) == ["p1", "p3", "p5"]
    assert [one["sensors"] for one in listed()[1]["items"]] == [1, 0, 1, 0, 1, 0]
    assert len(looks(ask, "p1")) == 2  # of two lists: in the first he was not


def test_who_is_a_ward_no_more_is_in_no_list(wards, listed, ask, now):
    ask("POST", "wards/p0/endings", {"reason": "搬走了"}, sub="community_worker")
    assert persons(listed()) == ["p1", "p2", "p3", "p4", "p5"]
    now(now() + timedelta(days=30))  # and before any sweep
    assert listed() == (200, {"items": [], "next": None, "names": {}})


def test_nobody_watched_is_an_empty_list(people, listed, called):
    assert listed() == (200, {"items": [], "next": None, "names": {}})
    assert called == []


def test_a_list_without_names_is_better_than_none(wards, listed):
    status, said = listed()  # accounts does not answer here
    assert (status, len(said["items"]), said["names"]) == (200, 6, {})


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ({"sub": "community_worker"}, 422),
        ({"sub": "community_worker", "linli_purpose": "visit"}, 403),
        ({"sub": "community_worker", "linli_purpose": "audit"}, 403),
        ({"sub": "grid_worker", "linli_purpose": "incident"}, 403),
        ({"sub": "official", "linli_purpose": "service"}, 403),
        ({"sub": "resident", "linli_purpose": "service"}, 403),
        ({"sub": "far_community_worker", "linli_purpose": "service"}, 404),
    ],
)
def test_nobody_else_sees_the_list_and_no_trace_says_that_he_did(wards, listed, ask, who, status):
    assert listed(who=who)[0] == status
    assert looks(ask, "p0") == []
    assert listed(THERE)[0] == 404


def test_a_card_names_the_ward_the_guardian_and_staff(ward, mandate, ask, called):
    mandate("dao", "guardian")
    assert ward(guardian="dao")[0] == 201
    said = ask("GET", "wards/mei", **SERVICE)[1]
    assert said["names"] == {one: one.upper() for one in ("mei", "dao", "community_worker")}
    [asked] = [given for question, given in called if question == "called"]
    assert asked["people"] == ["mei", "dao"]
    assert looks(ask, "mei") == [("community_worker", "ward", "service")]
