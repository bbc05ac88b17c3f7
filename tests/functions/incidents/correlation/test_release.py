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
def closing(told, hear):
    """closing(): what the incident said of its end is heard."""

    def again():
        closed = [detail for name, detail in told() if name == "IncidentClosed"][-1]
        about = {name: closed[name] for name in closed.keys() - {"version", "at"}}
        hear.told("IncidentClosed", **about)

    return again


@pytest.fixture
def released(told):
    return lambda: [one["subject"] for name, one in told() if name == "HazardReleased"]


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
            first.append(person("zhao").post(f"{fire}/reopenings", {"reason": "smoke again"})[0])
        plain(*writes)

    monkeypatch.setattr(release, "commit", slow)
    closing()
    assert first == [201]
    assert released() == []
