"""What simulated panels send is what the city reads, though neither knows the other's code."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from linli.standards import gbt26875 as gb
from operate.fleet import frames
from operate.fleet.frames import Frame, encoded

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def read(**said):
    frame = gb.decode(encoded(Frame(**said), 7, NOW))
    report = gb.read(frame.data)
    assert isinstance(report, gb.Report)
    return frame, report.objects[0]


def test_a_part_is_read_as_it_was_meant():
    said = {"address": "1-2-0001000a", "states": ["fire", "normal"], "kind": 23, "text": "3号楼"}
    frame, part = read(**said)
    assert (frame.serial, frame.at) == (7, NOW)
    assert isinstance(part, gb.PartState)
    assert (part.system, part.address, part.part_address, part.part) == (1, 2, 0x1000A, 23)
    assert (part.states, part.text, part.at) == ({"fire", "normal"}, "3号楼", NOW)


def test_a_system_and_the_device_itself_are_too():
    _, system = read(address="11-1", states=["fault", "bus_fault"])
    assert (system.system, system.states) == (11, {"fault", "bus_fault"})
    _, device = read(states=["normal", "line_fault"])
    assert device.states == {"normal", "line_fault"}


def test_a_frame_may_say_another_time_and_number_or_be_damaged():
    frame, part = read(address="1-1-00000001", at="2026-11-22T00:00:00Z", serial=65_535)
    assert frame.serial == 65_535
    assert part.at == datetime(2026, 11, 22, tzinfo=UTC)
    with pytest.raises(gb.WrongChecksum):
        read(address="1-1", damaged=True)


@pytest.mark.parametrize(
    "said",
    [{"address": "1"}, {"address": "1-1-1"}, {"states": ["smoke"]}, {"serial": 65_536}, {"x": 1}],
)
def test_what_no_frame_can_say_is_refused(said):
    with pytest.raises(ValidationError):
        Frame(**said)


def test_a_bit_that_others_have_is_refused():
    with pytest.raises(ValueError, match="line_fault"):
        encoded(Frame(address="1-1", states=["line_fault"]), 1, NOW)


@given(st.sets(st.sampled_from(sorted(frames.BITS))))
def test_all_states_come_through(states):
    _, part = read(address="1-1-00000001", states=sorted(states))
    fault = {"power_fault"} if states & {"power_fault", "main_power_fault"} else set()
    others = {"standby_power_fault", "bus_fault", "manual", "reset", "main_power_fault"}
    assert part.states == (states - others) | fault
