"""What a device does that was told to misbehave."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from operate.fleet.behaviour import Behaviour, outgoing

A, B, C = (("t", name) for name in (b"a", b"b", b"c"))


def test_a_sound_device_says_everything_once_and_in_order():
    assert outgoing(Behaviour(), [], [A, B]) == ([A, B], [])


def test_a_silent_device_says_nothing_and_remembers_nothing_new():
    assert outgoing(Behaviour(silent=True), [], [A]) == ([], [])


def test_a_repeating_device_says_the_same_bytes_again():
    assert outgoing(Behaviour(repeat=2), [], [A]) == ([A, A, A], [])


def test_a_reordering_device_holds_messages_and_sends_them_backwards():
    habits = Behaviour(reorder=3)
    assert outgoing(habits, [A], [B]) == ([], [A, B])
    assert outgoing(habits, [A, B], [C]) == ([C, B, A], [])


def test_what_was_held_goes_out_when_it_reorders_no_more():
    assert outgoing(Behaviour(), [A, B], []) == ([A, B], [])


def test_a_lying_device_says_that_all_is_well_or_what_it_is_told_to_say():
    truth = {"tilt_degrees": 40.0, "level_percent": 20.0}
    assert Behaviour(lie=True).measured(truth) == {"tilt_degrees": 0.0, "level_percent": 0.0}
    told = Behaviour(lie={"tilt_degrees": 1.0}).measured(truth)
    assert told == {"tilt_degrees": 1.0, "level_percent": 20.0}
    assert Behaviour(lie="done").measured(truth) == truth
    assert Behaviour(lie="done").outcome("failed") == "done"


def test_a_lie_reaches_the_measures_of_a_message_and_leaves_other_bytes_alone():
    message = {"v": 1, "samples": [{"at": "x", "measures": {"tilt_degrees": 40.0}}]}
    told = json.loads(Behaviour(lie=True).falsified(json.dumps(message).encode()))
    assert told["samples"][0]["measures"] == {"tilt_degrees": 0.0}
    for strange in (b"", b"{not json", b"[]", b'{"samples": 3}', b"\xff"):
        assert Behaviour(lie=True).falsified(strange) == strange


def test_a_wrong_clock_is_stated():
    now = datetime(2026, 11, 25, tzinfo=UTC)
    assert Behaviour(clock_skew=90).clock(now) - now == timedelta(seconds=90)


def test_habits_change_one_by_one():
    habits = Behaviour().told({"repeat": True, "reorder": True})
    assert (habits.repeat, habits.reorder) == (1, 2)
    assert habits.told({"reorder": False}) == Behaviour(repeat=1)
    with pytest.raises(ValidationError):
        habits.told({"sing": True})
