"""What the register of devices says of hazards is heard like what facilities says."""

import json
from pathlib import Path

import pytest

SAMPLES = Path("events/samples/devices")
PLACE = "140105001001"


def said(name, **more):
    detail = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return {key: value for key, value in detail.items() if key not in ("at", "version")} | more


def all_open():
    from functions.incidents import store

    return store.incidents(PLACE, is_open=True, after="").items


def test_an_alarm_that_people_may_see_to_in_their_own_time_raises_nothing(hear):
    hear.told("DeviceAlarmRaised", **said("DeviceAlarmRaised"))
    assert all_open() == []


def test_one_that_got_worse_is_an_incident_once(hear, states):
    hear.told("DeviceAlarmRaised", **said("DeviceAlarmRaised"))
    for _ in range(2):
        hear.told("DeviceAlarmWorsened", **said("DeviceAlarmWorsened"))
    [one] = all_open()
    assert (one.subject, one.kind, one.priority) == ("KI-WC-001", "kiosk", "P3")
    assert not one.sensor.normal


@pytest.mark.parametrize("name", ["DeviceAlarmCleared", "DeviceAlarmWithdrawn"])
def test_that_it_is_calm_or_never_was_is_the_sensors_return_to_normal(hear, states, name):
    hear.told("DeviceAlarmWorsened", **said("DeviceAlarmWorsened"))
    hear.told(name, **said(name, raises="incident"))
    [one] = all_open()
    assert one.sensor.normal
