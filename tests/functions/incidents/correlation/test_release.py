"""The end of each hazard is said of a closing that stands, and of no other."""

import pytest

from tests.functions.incidents import working
from tests.functions.incidents.correlation.conftest import ENDS, point


@pytest.fixture
def fire(duty, hear, person, machine, all_of, photo):
    """Of thirty-one detectors, from raised to closed."""
    for number in range(31):
        hear("HazardFound", **point(number))
    [one] = all_of()
    machine(one.id, "raised")
    working.take(person, one.id)
    working.handle(person, photo, one.id)
    for number in range(31):
        hear("HazardCleared", **point(number))
    working.verify(person, one.id, "zhao")
    working.close(person, one.id, **ENDS)
    return one.id


@pytest.fixture
def heard(told, hear):
    """heard("IncidentClosed"): what the incident said last of it is heard."""

    def again(event):
        last = [detail for name, detail in told() if name == event][-1]
        about = {name: last[name] for name in last.keys() - {"version", "at"}}
        hear.told(event, **about)

    return again


@pytest.fixture
def closing(heard):
    return lambda: heard("IncidentClosed")


@pytest.fixture
def released(told):
    def subjects(event="HazardReleased"):
        return [one["subject"] for name, one in told() if name == event]

    return subjects


def reopen(person, fire):
    return person("zhao").post(f"{fire}/reopenings", {"reason": "smoke again"})[0]


def test_each_is_released_once(fire, closing, released):
    closing()
    closing()
    assert sorted(released()) == [f"FD-{number:03}" for number in range(1, 31)]


def test_none_is_once_it_was_reopened_between_the_look_and_the_write(
    fire, closing, released, person, monkeypatch
):
    from functions.incidents.correlation import release

    plain, first = release.commit, []

    def slow(*writes):
        if not first:
            first.append(reopen(person, fire))
        plain(*writes)

    monkeypatch.setattr(release, "commit", slow)
    closing()
    assert first == [201]
    assert released() == []


def test_each_that_was_released_is_taken_back_once_when_it_is_reopened(
    fire, closing, heard, released, person
):
    closing()
    assert reopen(person, fire) == 201
    for _ in "12":
        heard("IncidentReopened")
    assert sorted(released("HazardRetaken")) == sorted(released())
    closing()  # heard late
    assert (len(released()), len(released("HazardRetaken"))) == (30, 30)


def test_what_was_never_released_is_not_taken_back(fire, closing, heard, released, person):
    assert reopen(person, fire) == 201
    heard("IncidentReopened")
    closing()
    assert released() == released("HazardRetaken") == []


def test_what_is_closed_again_stays_released_though_the_reopening_is_heard_late(
    fire, closing, heard, released, person, photo, machine
):
    closing()
    assert reopen(person, fire) == 201
    machine(fire, "reopened", generation=2)
    working.take(person, fire, 2)
    working.handle(person, photo, fire)
    working.verify(person, fire, "zhao")
    working.close(person, fire, **ENDS)
    heard("IncidentReopened")
    closing()
    assert released("HazardRetaken") == []
    assert len(released()) == 60
