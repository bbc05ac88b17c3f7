"""Packets of HJ 212 over the broker: what they measure is public, and a broken one waits."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest

from linli.standards import hj212
from linli.wall import CHINA
from operate.scenario import clock, waiting
from operate.scenario.cast import Cast
from operate.scenario.story import Story
from tests import quarantine
from tests.waiting import until

TITLE = {"zh": "监测数据包", "en": "Packets of monitors"}
STATIONS = "/v1/environment/stations"


@pytest.fixture(scope="module")
def town(world):
    """A community of its own, whose clock is put forward."""
    told = {"title": TITLE, "stations": {"tap": {"kind": "water", "water": "tap"}}}
    cast = Cast(Story.model_validate(told | {"steps": [{"advance": "1 second"}]}), world)
    cast.enter()
    yield cast
    cast.leave()


@pytest.fixture
def send(world, town):
    """As the monitor's own connection would: on `reading`, byte for byte."""

    def send(packet):
        said = {"channel": "reading", "raw": packet.decode()}
        world.fleet("POST", f"/devices/{town.stations['tap']}/publish", said)

    return send


def packet(at, *items):
    said = tuple(tuple(tuple(one.split("=")) for one in item.split(",")) for item in items)
    time = (("DataTime", f"{at:%Y%m%d%H%M%S}"),)
    return hj212.encode(hj212.Data("21", "2011", "123456", "A1", 4, at, (time, *said)))


def stored(world, thing, at):
    """Whether a packet is, which is numbered by when it was made."""
    return waiting.stored(world, "environment", thing, 0, int(at.timestamp()) * 10**6)


def test_what_it_measures_is_seen_by_everybody(world, town, send):
    tap, now = town.stations["tap"], datetime.now(CHINA).replace(microsecond=0)
    hour = clock.now(world.home, town.community).replace(minute=0, second=0, microsecond=0)
    before = now - timedelta(seconds=1)
    send(packet(before, "w01003-Rtd=0.9,w01003-Flag=D"))  # not normal: it counts for nothing
    send(packet(now, "w01003-Rtd=0.3,w01003-Flag=N", "w01001-Rtd=7.1,w01001-Flag=N"))
    until(lambda: all(stored(world, tap, at) for at in (before, now)))
    world.advance(town.community, "66 minutes")
    world.sweep("environment")

    def made():
        asked = f"{STATIONS}/{tap}/history?{urlencode({'from': hour.isoformat()})}"
        return world.ask("GET", asked, None).body["items"]

    [value] = until(made)
    assert {name: mean for name, mean in value["means"].items() if mean is not None} == {
        "turbidity_ntu": 0.3,
        "ph": 7.1,
    }
    assert value["had"]["turbidity_ntu"] == 1


def test_one_whose_checksum_is_wrong_waits_and_says_so(world, send):
    before = quarantine.kept(world, "environment")
    good = packet(datetime.now(CHINA).replace(microsecond=0), "w01003-Rtd=0.3")
    wrong = b"0000" if good[-6:-2] != b"0000" else b"0001"
    send(good[:-6] + wrong + good[-2:])

    def new():
        found = quarantine.kept(world, "environment")
        return [one["why"] for name, one in found.items() if name not in before]

    assert until(new) == ["wrong-checksum"]
