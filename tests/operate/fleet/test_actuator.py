"""A device obeys once, in time, and says what became of it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from operate.fleet.actuator import Actuator

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


def told(**changes):
    known = {
        "command": "c-1",
        "action": "close",
        "expires": (NOW + timedelta(seconds=5)).isoformat(),
    }
    return json.dumps(known | changes).encode()


def test_it_closes_and_says_so():
    valve = Actuator()
    assert valve.obey(told(), NOW) == ("c-1", "done")
    assert valve.position == "closed"


def test_a_repeated_command_moves_nothing_and_gets_the_same_answer():
    valve = Actuator()
    valve.obey(told(), NOW)
    valve.obey(told(command="c-2", action="open"), NOW)
    assert valve.obey(told(), NOW + timedelta(hours=1)) == ("c-1", "done")
    assert valve.position == "open"


def test_a_late_or_strange_command_is_not_carried_out():
    valve = Actuator()
    assert valve.obey(told(), NOW + timedelta(seconds=6)) == ("c-1", "failed")
    assert valve.obey(told(command="c-2", action="explode"), NOW) == ("c-2", "failed")
    assert valve.position == "open"


def test_a_command_may_be_named_by_id():
    assert Actuator().obey(json.dumps({"id": "c-9", "action": "close"}).encode(), NOW) == (
        "c-9",
        "done",
    )


def test_what_it_is_told_in_a_drill_it_does_and_says_so():
    siren = Actuator()
    assert siren.obey(told(action="sound", drill=True), NOW) == ("c-1", "done")
    assert (siren.position, siren.drill) == ("sounding", True)
    siren.obey(told(command="c-2", action="silence"), NOW)
    assert (siren.position, siren.drill) == ("silent", False)


def test_a_lift_moves_for_nobody():
    assert Actuator().obey(told(action="move"), NOW) == ("c-1", "failed")


@pytest.mark.parametrize("noise", [b"", b"{", b"[]", b"3", b'{"action":"close"}', b"\xff\xfe"])
def test_noise_gets_no_answer(noise):
    assert Actuator().obey(noise, NOW) is None
