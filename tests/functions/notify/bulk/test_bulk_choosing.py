"""Who gets a message to many now, later, or not at all: quiet hours and what people wish."""

import pytest

from tests.functions.notify.conftest import wish

LATE = {"from": "20:00", "until": "08:30"}


def test_at_night_what_is_not_urgent_waits_for_the_morning(
    register, gateway, started, machine, night, counts, sweep, zhao
):
    register.add(150)
    night()
    bulk = started(urgency="P3", expires_in=1440)
    assert machine(bulk) == "waiting"
    assert gateway.calls == 0
    held = zhao.get(f"bulks/{bulk}")[1]["held_until"]
    assert held.endswith("T07:00:00+08:00")
    night(7.9)
    sweep()
    assert machine(bulk) == "waiting"
    night(8.1)
    sweep()
    machine(bulk, most=4)
    assert counts(bulk) == {"recipients": 150, "accepted": 150, "in_flight": 150}


@pytest.mark.parametrize("urgent", [{"urgency": "P1"}, {"urgency": "P3", "color": "orange"}])
def test_what_is_urgent_does_not_wait(register, gateway, started, machine, night, counts, urgent):
    register.add(10)
    night()
    bulk = started(**urgent)
    machine(bulk, most=3)
    assert counts(bulk)["accepted"] == 10


def test_whose_own_quiet_hours_are_longer_gets_it_when_they_end(
    register, gateway, started, machine, night, counts, sweep, row
):
    register.add(150)
    wish("p00003", quiet=LATE)
    wish("p00140", quiet=LATE)
    night(-2)  # nine in the evening
    bulk = started(urgency="P3", expires_in=1440)
    assert machine(bulk) == "waiting"
    assert counts(bulk) == {"recipients": 150, "accepted": 148, "in_flight": 148, "unsent": 2}
    assert "+8617000000003" not in gateway.phones
    night(9.6)  # half past eight has passed
    sweep()
    machine(bulk, most=4)
    assert counts(bulk) == {"recipients": 150, "accepted": 150, "in_flight": 150}
    assert len(set(gateway.phones)) == len(gateway.phones) == 150


def test_who_does_not_want_it_is_skipped_but_not_where_life_is_in_danger(
    register, gateway, started, machine, counts, row
):
    register.add(10)
    wish("p00003", quiet=None, channels=["voice"])
    calm, danger = started(), started(color="red")
    machine(calm, most=3)
    machine(danger, most=3)
    assert counts(calm) == {"recipients": 10, "accepted": 9, "in_flight": 9, "skipped": 1}
    assert counts(danger) == {"recipients": 10, "accepted": 10, "in_flight": 10}


def test_it_is_said_in_the_language_that_he_wished(register, gateway, started, machine, row):
    register.add(3)
    wish("p00001", quiet=None, language="en")
    machine(started(), most=3)
    assert sorted(sending.language for sending in gateway.got.values()) == ["en", "zh"]


def test_what_waits_beyond_its_time_is_not_sent(
    register, gateway, started, machine, night, counts, sweep, zhao
):
    register.add(5)
    night()
    bulk = started(urgency="P3", expires_in=60)
    assert machine(bulk) == "waiting"
    night(1.1)
    sweep()
    assert machine(bulk) == "over"
    assert zhao.get(f"bulks/{bulk}")[1]["stage"] == "expired"
    assert counts(bulk) == {"recipients": 5, "unsent": 5}
