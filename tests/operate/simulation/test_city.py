"""The simulated city: the same again for the same seed, as the register and the engine want it."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from functions.devices.kinds.model import Kind as Catalogued
from functions.devices.register.model import Card
from functions.environment.stations.model import StationCard
from functions.facilities.assets.model import Card as Asset
from infra import settings
from linli.messages import LARGEST, Message
from linli.rows import rows
from operate.failure import Failure
from operate.fleet.card import Card as Held
from operate.fleet.curve import CHINA, values
from operate.fleet.message import readings
from operate.fleet.pace import Reporter
from operate.simulation import rates
from operate.simulation.city import behind, devices, places
from operate.simulation.entering import ASSET, STATION, _table
from operate.simulation.kinds import all_kinds

TAIYUAN = settings.load("taiyuan")
WHERE, KINDS = places(TAIYUAN), all_kinds()
CITY = devices(1, 500, WHERE, KINDS)
CATALOGUE = {row.id: row for row in rows("devices", "kinds", Catalogued)}
NOON = datetime(2026, 11, 26, 12, tzinfo=CHINA)


def chosen(card, names):
    return {name: card[name] for name in names if name in card}


def test_the_same_seed_is_the_same_city_and_another_is_another():
    again = devices(1, 500, places(TAIYUAN), KINDS)
    assert again == CITY
    assert _table(again) == _table(CITY)
    assert devices(2, 500, WHERE, KINDS) != CITY


def test_a_larger_city_is_the_smaller_one_and_more():
    assert devices(1, 600, WHERE, KINDS)[:500] == CITY


def test_it_has_many_kinds_everywhere():
    assert len({one.id for one in CITY}) == 500
    assert len({one.card["serial"] for one in CITY}) == 500
    assert len({one.kind.id for one in CITY}) == len(KINDS) >= 12
    assert {one.community for one in CITY} == {place.code for place in WHERE}


def test_the_register_takes_each_device():
    for one in CITY:
        card, kind = Card.model_validate(one.card), CATALOGUE[one.kind.id]
        assert card.id.startswith(f"{kind.prefix}-")
        assert card.bearer in kind.bearers
        assert card.grid is None or card.grid.startswith(card.community)


def test_features_take_what_they_are_told():
    for one in CITY:
        if one.kind.owner == "facilities":
            Asset.model_validate(chosen(one.card, ASSET))
        if one.kind.owner == "environment":
            StationCard.model_validate({**chosen(one.card, STATION), **one.kind.more})


def test_nothing_of_it_is_a_persons():
    assert not [kind.id for kind in KINDS if CATALOGUE[kind.id].personal]


def test_what_speaks_through_a_gateway_stands_in_its_building():
    known = {one.id: one.card for one in CITY}
    through = [one.card for one in CITY if one.card["bearer"] == "through_gateway"]
    assert len(through) > 100
    for card in through:
        gateway = known[card["gateway"]]
        assert (gateway["community"], gateway["building"]) == (card["community"], card["building"])
    assert sum(behind(CITY).values()) == len(through)
    assert not [one for one in CITY if "gateway" in one.card and one.card not in through]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_a_kind_measures_what_it_can_and_speaks_as_often_as_it_must(kind):
    """A day of two things of it: what they say is in range, whole, and never late."""
    gauges = {gauge.measure: gauge for gauge in CATALOGUE[kind.id].measures}
    assert not gauges or set(kind.measures) <= set(gauges)
    assert kind.pace.least + kind.pace.waits <= kind.every_seconds
    for thing in ("XX-1", "XX-2"):
        reporter, steps = Reporter(kind.pace), int(24 * 3600 / kind.pace.looks)
        for n in range(steps):
            now = NOON + timedelta(seconds=n * kind.pace.looks)
            samples = reporter.see(values(kind.measures, thing, now), now)
            for sample in samples:
                for name, value in sample["measures"].items():
                    gauge = gauges.get(name)
                    assert gauge is None or gauge.least <= value <= gauge.most, name
            if samples and n < 3000:
                payload = readings({"v": 1, "boot": 1, "seq": 0}, samples, now)
                assert len(payload) < LARGEST
                Message.read(payload)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_a_card_keeps_what_a_kind_says(kind):
    card = Held(thing="X-1", kind="device", communities=(), steady=kind.measures, pace=kind.pace)
    assert Held.model_validate_json(card.model_dump_json()) == card


def test_it_packs_where_minutes_do_no_harm():
    packed = {kind.id for kind in KINDS if kind.pace.pack > 1}
    assert packed >= {"water_meter", "electricity_meter", "gas_meter", "street_light"}
    urgent = {kind.id for kind in KINDS if CATALOGUE[kind.id].owner == "facilities"} & packed
    assert urgent == {"street_light"}


def test_what_is_planned_is_within_what_the_engine_bears():
    planned = rates.planned(CITY)
    assert sum(row.devices for row in planned) == 500
    assert all(row.calm <= row.most for row in planned)
    rates.bearable(planned)
    assert sum(row.most for row in planned) < 20


def test_what_is_beyond_is_refused_with_how_many_would_do():
    city = devices(1, 8000, WHERE, KINDS)
    with pytest.raises(Failure, match=r"the engine takes 100 .* at most 5\d\d\d devices"):
        rates.bearable(rates.planned(city))


def test_a_city_that_does_not_say_where_it_lies_is_refused():
    with pytest.raises(Failure, match="no asset or station of lab"):
        places(settings.load("lab"))


def test_kinds_are_mixed_by_their_shares():
    count = Counter(one.kind.id for one in CITY)
    whole = sum(kind.share for kind in KINDS)
    assert all(abs(count[kind.id] - 500 * kind.share / whole) <= 2 for kind in KINDS)
