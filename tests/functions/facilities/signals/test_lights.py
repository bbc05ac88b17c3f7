"""Street lights: one that is dark is its own fault, or that of its circuit."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.facilities.hazards.known import LIMITS
from functions.facilities.signals import lamps
from functions.facilities.signals.lights import night
from linli.messages import Sample
from linli.wall import CHINA

HERE = "140105001001"
CIRCUIT, ZONE = "LC-001", "学府街北侧"


def last_night(minute=0):
    """Half past nine in the evening, by the wall, of the day before."""
    day = datetime.now(CHINA).replace(hour=21, minute=30, second=0, microsecond=0)
    return (day - timedelta(days=1) + timedelta(minutes=minute)).astimezone(UTC)


@pytest.mark.parametrize(
    ("hour", "lit", "dark"),
    [
        (21, 0, 1),
        (21, 1, 0),
        (3, 0, 1),
        (5.9, 0, 1),
        (19, 0, 1),
        (12, 1, 0),
        (6, 0, None),
        (12, 0, None),
    ],
)
def test_by_day_a_lamp_that_does_not_burn_says_nothing(hour, lit, dark):
    at = datetime(2026, 6, 1, tzinfo=CHINA) + timedelta(hours=hour)
    read = lamps.read(Sample(at=at, measures={"lit": lit}), night(at))
    assert read.measures.get("dark") == dark


def test_half_of_a_circuit_is_the_circuit():
    at = last_night()
    four = lamps.Circuit(asset_id=CIRCUIT, community=HERE, total=4)
    one = lamps.lamp(four, "SL-1", lamps.Lamp(at=at, dark=True))
    two = lamps.lamp(one, "SL-2", lamps.Lamp(at=at, dark=True))
    assert [lamps.is_out(known, LIMITS, at) for known in (four, one, two)] == [False, False, True]
    assert lamps.is_out(lamps.meter(four, lamps.Lamp(at=at, dark=True)), LIMITS, at)


def test_what_is_older_than_the_last_change_changes_nothing():
    at = last_night()
    circuit = lamps.Circuit(asset_id=CIRCUIT, community=HERE, total=4)
    lit = lamps.lamp(circuit, "SL-1", lamps.Lamp(at=at, dark=False))
    assert lamps.lamp(lit, "SL-1", lamps.Lamp(at=at - timedelta(hours=1), dark=True)) == lit


def test_a_row_without_the_time_of_its_newest_sample_is_as_it_was():
    at = last_night()
    known = lamps.Lamp.model_validate({"at": at, "dark": True})
    assert known.after(lamps.Lamp(at=at - timedelta(minutes=1), dark=False)) is known
    assert not known.after(lamps.Lamp(at=at + timedelta(minutes=1), dark=False)).dark


@pytest.fixture
def street(register, send):
    """Four lamps and their circuit: street(1, lit=0) is what lamp 1 says."""
    register(CIRCUIT, "light_circuit", zone=ZONE)
    for number in range(1, 5):
        register(f"SL-{number}", "street_light", zone=ZONE)
    minutes = iter(range(1, 99))

    def street(who, lit, at=None):
        name = who if isinstance(who, str) else f"SL-{who}"
        send(name, "reading", (at or last_night(next(minutes)), {"lit": lit}))

    return street


@pytest.fixture
def open_now(ask):
    def open_now():
        items = ask("GET", "hazards", query={"community": HERE})[1]["items"]
        return {
            (one["asset_id"], hazard["limit_id"])
            for one in items
            for hazard in one["hazards"].values()
        }

    return open_now


@pytest.mark.parametrize("who", [2, CIRCUIT])
def test_a_sample_that_comes_late_changes_nothing_of_a_circuit_that_is_out(street, open_now, who):
    street(1, 0, last_night(1))
    for minute, lit in ((2, 0), (20, 0), (10, 1)):
        street(who, lit, last_night(minute))
    assert open_now() == {(CIRCUIT, "SL1-row")}
    street(who, 1, last_night(30))
    assert (CIRCUIT, "SL1-row") not in open_now()


def test_darkness_that_is_heard_of_when_it_is_over_is_no_circuit_s(street, open_now, told):
    street(1, 0, last_night(1))
    for who in (2, CIRCUIT):
        for minute, lit in ((2, 1), (20, 1), (10, 0)):
            street(who, lit, last_night(minute))
    assert open_now() == {("SL-1", "SL1-lamp")}
    assert not [one for name, one in told() if one["asset_id"] == CIRCUIT]


def test_one_dark_lamp_is_its_own_fault(street, open_now, told):
    street(1, 0)
    assert open_now() == {("SL-1", "SL1-lamp")}
    [[_, found]] = told()
    assert (found["category"], found["within_hours"]) == ("A4.7", 24)
    street(1, 1)
    assert open_now() == set()


def test_half_of_them_are_one_hazard_of_the_circuit(street, open_now, told):
    street(1, 0)
    street(2, 0)
    assert open_now() == {(CIRCUIT, "SL1-row")}
    street(3, 0)
    street(1, 0)
    assert open_now() == {(CIRCUIT, "SL1-row")}
    found = [fact for name, fact in told() if name == "HazardFound"]
    assert {(f["asset_id"], f["within_hours"]) for f in found} == {("SL-1", 24), (CIRCUIT, 4)}


def test_when_the_circuit_burns_again_a_lamp_that_does_not_is_its_own_fault(street, open_now):
    for number in (1, 2, 3):
        street(number, 0)
    street(1, 1)
    assert open_now() == {(CIRCUIT, "SL1-row")}
    street(2, 1)
    assert open_now() == set()
    street(3, 0)
    assert open_now() == {("SL-3", "SL1-lamp")}


def test_the_meter_of_a_circuit_speaks_for_all_its_lamps(street, open_now):
    street(4, 0)
    street(CIRCUIT, 0)
    assert open_now() == {(CIRCUIT, "SL1-row")}
    street(2, 0)
    assert open_now() == {(CIRCUIT, "SL1-row")}
    street(CIRCUIT, 1)
    street(2, 1)
    assert open_now() == set()


def test_a_lamp_of_no_circuit_stands_for_itself(register, send, open_now):
    for number, more in enumerate(({}, {"zone": "无回路"}), start=1):
        register(f"SL-{number}", "street_light", **more)
        send(f"SL-{number}", "reading", (last_night(), {"lit": 0}))
    assert open_now() == {("SL-1", "SL1-lamp"), ("SL-2", "SL1-lamp")}


def test_a_lamp_may_name_its_circuit(register, send, open_now):
    register(CIRCUIT, "light_circuit")
    register("SL-1", "street_light", parent=CIRCUIT)
    send("SL-1", "reading", (last_night(), {"lit": 0}))
    assert open_now() == {(CIRCUIT, "SL1-row")}


def test_by_day_nothing_is_dark(street, open_now):
    noon = last_night().astimezone(CHINA).replace(hour=12)
    for number in range(1, 5):
        street(number, 0, noon)
    assert open_now() == set()


def test_how_many_burn_is_shown_by_circuit(street, ask):
    street(1, 0)
    [rate] = ask("GET", "lit-rates", query={"community": HERE})[1]["items"]
    assert rate == {"asset_id": CIRCUIT, "lamps": 4, "lit": 3}
    street(CIRCUIT, 0)
    [rate] = ask("GET", "lit-rates", query={"community": HERE})[1]["items"]
    assert rate["lit"] == 0


def test_lamps_that_go_on_in_the_same_second_are_all_on(street, open_now):
    for lit, minute in ((0, 1), (1, 2)):
        for number in range(1, 5):
            street(number, lit, last_night(minute))
    assert open_now() == set()


def test_from_when_it_is_dark_is_said_by_the_row_of_the_night(succeed):
    from functions.facilities.hazards.known import NUMBERS

    noon = datetime(2026, 6, 1, 12, tzinfo=CHINA)
    succeed(NUMBERS["night-from"], noon.date(), value=21)
    for day, dark in ((-1, 1), (0, None)):
        at = noon + timedelta(days=day, hours=8)
        read = lamps.read(Sample(at=at, measures={"lit": 0}), night(at))
        assert read.measures.get("dark") == dark
