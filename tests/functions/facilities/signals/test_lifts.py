"""Lifts: somebody shut in, and the faults that their codes name."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.facilities.hazards import rules
from functions.facilities.hazards.known import CODES, HELD, NUMBERS
from functions.facilities.hazards.model import Condition
from functions.facilities.model import Kind
from functions.facilities.signals import lifts
from linli.messages import Sample

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
NOW = datetime.now(UTC).replace(microsecond=0)
SHUT_IN = {"passenger": 1, "moving": 0, "door_closed": 1, "in_zone": 0, "mode": 40}
LONG, SHORT = {"seconds_outside": 61}, {"seconds_outside": 60}


def take(*said):
    known = Condition(asset_id="EL-1", community="140105001001", kind=Kind.ELEVATOR)
    samples = [
        lifts.read(
            Sample(at=NOON + timedelta(minutes=n), measures=measures),
            CODES,
            NUMBERS["lift-outside"].value(NOON),
        )
        for n, measures in enumerate(said)
    ]
    return rules.take(known, samples, HELD, NOON + timedelta(hours=1), kept=True)


def told(*said):
    return [(f.name(), f.measure, f.limit_id) for f in take(*said).news]


def test_somebody_shut_in_is_an_incident_of_the_first_priority():
    [found] = take(SHUT_IN | LONG).news
    assert (found.measure, found.raises, found.priority) == ("trapped", "incident", "P1")
    assert (found.category, found.article) == ("A4.1", "EC-SE#64")


def test_who_waits_a_minute_is_not_shut_in_yet():
    assert told(SHUT_IN | SHORT) == []
    assert told(SHUT_IN | SHORT, SHUT_IN | LONG) == [("HazardFound", "trapped", "LF-trapped")]


def test_nobody_is_shut_in_under_maintenance():
    assert told(SHUT_IN | LONG | {"mode": 43}) == []


def test_who_is_let_out_ends_the_alarm_but_not_the_incident():
    out = SHUT_IN | LONG | {"door_closed": 0}
    assert [name for name, *_ in told(SHUT_IN | LONG, out)] == ["HazardFound", "HazardCleared"]


@pytest.mark.parametrize("missing", ["passenger", "door_closed"])
def test_what_a_message_does_not_say_clears_nothing(missing):
    partial = {name: value for name, value in (SHUT_IN | LONG).items() if name != missing}
    assert [name for name, *_ in told(SHUT_IN | LONG, partial)] == ["HazardFound"]


def test_a_lift_that_stopped_outside_with_a_passenger_is_both_faulty_and_an_entrapment():
    news = told(SHUT_IN | {"code": 4})
    assert set(news) == {
        ("HazardFound", "trapped", "LF-trapped"),
        ("HazardFound", "fault_code", "LC-04"),
    }


@pytest.mark.parametrize(
    ("code", "raises", "priority"),
    [(2, "hazard", "P3"), (7, "hazard", "P3"), (11, "incident", "P2"), (15, "hazard", "P2")],
)
def test_a_code_raises_what_its_row_says(code, raises, priority):
    [found] = take({"code": code}).news
    assert (found.category, found.value) == ("A4.2", code)
    assert (found.raises, found.priority) == (raises, priority)


@pytest.mark.parametrize("code", [0, 40, 42, 43, 44, 45, 46, 47, 77])
def test_a_code_that_is_no_fault_raises_nothing(code):
    assert told({"code": code}) == []


def test_a_fault_ends_with_normal_operation_and_not_with_maintenance():
    assert told({"code": 2}, {"code": 43}, {"passenger": 0}) == [
        ("HazardFound", "fault_code", "LC-02")
    ]
    ended = [name for name, *_ in told({"code": 2}, {"code": 43}, {"code": 40})]
    assert ended == ["HazardFound", "HazardCleared", "HazardSettled"]


def test_a_worse_fault_makes_the_hazard_worse():
    assert told({"code": 2}, {"code": 11}, {"code": 3}) == [
        ("HazardFound", "fault_code", "LC-02"),
        ("HazardWorsened", "fault_code", "LC-11"),
    ]


def test_all_codes_of_the_table_have_a_row():
    faults = {*range(1, 16), 41, 90, 99}
    assert {row.code for row in CODES} == faults | {0, 40, *range(42, 48)}
    assert {row.code for row in CODES if row.raises} == faults


@pytest.mark.parametrize("channel", ["alarm", "reading", "state"])
def test_a_lift_says_so_on_any_channel(register, send, told, channel):
    register("EL-001", "elevator", building="3号楼", address="坞城东街12号")
    send("EL-001", channel, (NOW - timedelta(minutes=1), SHUT_IN | LONG))
    [[name, found]] = told()
    assert (name, found["measure"]) == ("HazardFound", "trapped")
    assert (found["address"], found["building"]) == ("坞城东街12号", "3号楼")
