"""What people say of stations."""

import pytest

SPOT = {"lat": 37.79, "lon": 112.55}
CARD = {"id": "AQ-1", "community": "140105001001", "name": "一号", "point": SPOT, "address": "x"}


def card(kind, **more):
    return {**CARD, "kind": kind, **more}


def test_a_station_is_registered_once_and_by_who_may(ask, people, row, now):
    for sub, status in (("official", 201), ("official", 201), ("resident", 403)):
        assert ask("POST", "stations", card("air"), sub=sub)[0] == status
    status, said = ask("POST", "stations", card("air", name="二号"), sub="official")
    assert (status, said["code"]) == (409, "already-registered")
    assert ask("GET", "stations/AQ-1", sub=None)[1]["latest"] is None
    assert ask("GET", "stations/AQ-2", sub=None)[0] == 404


@pytest.mark.parametrize(
    ("kind", "more", "code", "at"),
    [
        ("noise", {}, "needed-of-its-kind", "zone"),
        ("air", {"zone": "1"}, "not-of-its-kind", "zone"),
        ("water", {}, "needed-of-its-kind", "water"),
        ("water", {"water": "river"}, "needed-of-its-kind", "target"),
        ("water", {"water": "tap", "target": 3}, "not-of-its-kind", "target"),
        ("air", {"small": True}, "not-of-its-kind", "small"),
        ("air", {"grid": "140105001002001"}, "grid-elsewhere", "grid"),
    ],
)
def test_what_does_not_go_with_its_kind_is_refused(ask, people, kind, more, code, at):
    status, said = ask("POST", "stations", card(kind, **more), sub="official")
    assert (status, said["errors"]) == (422, [{"pointer": f"/body/{at}", "code": code}])


def test_an_edit_of_another_version_is_stale(ask, people, now):
    ask("POST", "stations", card("air"), sub="official")
    new = {"name": "新名", "point": SPOT, "address": "y"}
    status, said = ask("PUT", "stations/AQ-1", new, sub="community_worker", if_match=1)
    assert (status, said["name"], said["version"]) == (200, "新名", 2)
    status, said = ask("PUT", "stations/AQ-1", new, sub="community_worker", if_match=1)
    assert (status, said["current"]["version"]) == (412, 2)
    assert ask("PUT", "stations/AQ-1", new, sub="far_official", if_match=2)[0] == 404


@pytest.mark.parametrize(
    ("place", "begins"),
    [
        ("140000000000", "14"),
        ("140100000000", "1401"),
        ("140105000000", "140105"),
        ("140105001000", "140105001"),
        ("140105001001", "140105001001"),
    ],
)
def test_a_place_is_the_beginning_of_all_in_it(place, begins):
    from linli.places import prefix

    assert prefix(place) == begins
