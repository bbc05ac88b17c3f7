"""How often a sensor is wrong, and when that makes a hazard of it."""

import pytest

from functions.environment.sightings.sensors import judging
from functions.environment.sightings.sensors.judging import Limit
from functions.environment.sightings.sensors.model import Record, Sensor
from tests.functions.environment.conftest import HERE, SPOT, datetime

LIMIT = Limit(of=6, least=4, percent=50, article="local")
NOW = datetime.fromisoformat("2026-11-23T14:01:00+08:00")
CARD = {"id": "CM-1", "community": HERE, "kind": "camera", "name": "一号", "point": SPOT}
CAMERA = Sensor.model_validate(CARD)


def after(outcomes):
    """r a real one, f a false one; and what was told of it."""
    record, told = Record(sensor_id="CM-1", community=HERE), []
    for number, letter in enumerate(outcomes):
        outcome = "real" if letter == "r" else "false"
        changed = judging.judged(record, CAMERA, f"s{number}", outcome, LIMIT, NOW)
        record, told = changed.after, [*told, *changed.news]
    return record, told


@pytest.mark.parametrize(
    ("outcomes", "rate", "doubted"),
    [
        ("", None, False),
        ("fff", 1, False),
        ("ffff", 1, True),
        ("ffrr", 0.5, False),
        ("ffrf", 0.75, True),
        ("ffffrrr", 0.5, False),
        ("rrrrrrffff", 4 / 6, True),
    ],
)
def test_so_many_of_the_last_make_it_doubted(outcomes, rate, doubted):
    record, _ = after(outcomes)
    assert record.rate == rate
    assert bool(record.doubted) is doubted


def test_it_is_told_once_and_once_that_it_is_over():
    _, told = after("fffffrrrr")
    assert [(one.name(), one.value) for one in told] == [
        ("SensorDoubted", 100),
        ("SensorTrusted", 50),
    ]
    assert len({one.hazard_id for one in told}) == 1
    assert {one.raises for one in told} == {"hazard"}


def test_of_a_persons_own_one_it_is_not_told_where_he_lives():
    place = {"grid": HERE + "001", "building": "1号楼", "zone": "Z1"}
    worn = Sensor.model_validate(CARD | place | {"kind": "wearable", "person": "anna"})
    seen = CAMERA.model_copy(update=place)
    for sensor, known in ((worn, {"grid"}), (seen, {"grid", "building", "zone", "lat", "lon"})):
        record, told = Record(sensor_id="CM-1", community=HERE), []
        for number in range(4):
            changed = judging.judged(record, sensor, f"s{number}", "false", LIMIT, NOW)
            record, told = changed.after, [*told, *changed.news]
        said = told[0].model_dump()
        where = ("grid", "building", "zone", "lat", "lon")
        assert {name for name in where if said[name] is not None} == known


def test_told_again_it_changes_nothing_and_what_people_find_counts():
    record, _ = after("ffff")
    same = judging.judged(record, CAMERA, "s3", "false", LIMIT, NOW)
    assert (same.after, same.news) == (record, ())
    better = judging.judged(record, CAMERA, "s0", "real", LIMIT, NOW)
    assert (better.after.rate, len(better.after.judged)) == (0.75, 4)


@pytest.fixture
def doubted(sensor, see, seen, now):
    """A camera that was five times wrong."""
    from datetime import timedelta

    from functions.environment.sightings import acts, handling, rows
    from functions.environment.sightings.model import Found

    sensor("CM-1", "camera")
    for _ in range(5):
        now(now() + timedelta(minutes=10))
        see("CM-1", "thrown_object")
        found = Found(outcome="false", note="鸟群", by="wang", at=now())
        rule = rows.rule("thrown_object", now())
        one = acts.change(seen()[-1].id, lambda one, at: handling.find(one, found, rule, at))  # noqa: B023
        assert one.found
    now(now() + timedelta(minutes=10))


def test_what_a_doubted_one_sees_is_kept_and_raises_nothing_alone(
    doubted, sensor, see, seen, facts
):
    sensor("CM-2", "camera", north=20)
    assert facts().count("SensorDoubted") == 1
    see("CM-1", "thrown_object", ago=4, clip="nvr/1")
    assert (seen()[-1].stage, seen()[-1].clips) == ("noted", 1)
    assert facts().count("ThrownObjectSeen") == 5
    see("CM-2", "thrown_object")
    assert (seen()[-1].stage, len(seen())) == ("raised", 6)
    assert facts().count("ThrownObjectSeen") == 6


def test_who_fell_is_asked_even_by_a_doubted_one(doubted, see, seen):
    see("CM-1", "fall")
    assert [one.stage for one in seen("fall")] == ["asking"]


def test_whoever_sees_sensors_sees_which_hazard_it_is(doubted, ask, people):
    [one] = ask("GET", "sensors", sub="official", query={"community": HERE})[1]["items"]
    assert (len(one["doubted"]), one["rate"] > one["limit"]) == (26, True)


def test_a_retired_one_is_no_hazard(doubted, ask, people, facts):
    body = {"name": "一号", "point": SPOT, "state": "retired"}
    said = ask("PUT", "sensors/CM-1", body, sub="property_manager", if_match=1)
    assert (said[0], said[1]["doubted"], said[1]["doubted_since"]) == (200, None, None)
    assert facts().count("SensorTrusted") == 1


@pytest.mark.parametrize("order", [(0, 1, 2, 2), (0, 2, 2, 1), (0, 2, 1, 1)])
def test_a_fall_called_off_by_the_button_counts_against_each_that_reported_it(
    sensor, see, seen, facts, order
):
    """In whatever order the messages come, and if they come twice."""
    from functions.environment.sightings.sensors import store

    sensors = [sensor("WB-1", "wearable", person="mei"), sensor("RD-1", "radar", person="mei")]
    for ago in (2100, 1700, 1300, 900, 500):
        messages = [("RD-1", "fall", ago), ("WB-1", "fall", ago - 9), ("WB-1", "well", ago - 30)]
        for device, what, seconds in (messages[number] for number in order):
            see(device, what, ago=seconds)
    found = {one.id: (len(one.sensors), one.outcome) for one in seen("fall")}
    assert [*found.values()] == [(2, "false")] * 5
    for one in sensors:
        judged = store.record(one).judged
        assert sorted(was.sighting for was in judged) == sorted(found)
    assert facts().count("SensorDoubted") == 2


def test_a_new_outcome_replaces_the_old_one_in_each_record(sensor, see, seen):
    from functions.environment.sightings import acts
    from functions.environment.sightings.sensors import store

    sensors = [sensor("WB-1", "wearable", person="mei"), sensor("RD-1", "radar", person="mei")]
    for device in ("RD-1", "WB-1"):
        see(device, "fall", ago=40)
    [one] = seen("fall")
    acts.answer(one.id, "help", False, "mei")
    see("WB-1", "well", ago=20)
    assert [[was.outcome for was in store.record(of).judged] for of in sensors] == [["false"]] * 2
