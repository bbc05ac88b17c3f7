"""What devices say in a drill, and the judge of it: it must find what bad designs lose and double.

A city here is a few lines that take deliveries as they come; some are given up half-way and come
again, as after a kill.
"""

import random
from datetime import UTC, datetime

import pytest

from linli.alarms.running import evaluate
from linli.messages import Message
from linli.packs.model import packed
from linli.points import of
from operate.faults.telemetry import judging, stream
from operate.faults.telemetry.judging import Found, Quarantined, judged

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
THINGS = {f"{kind[:2].upper()}-{n}": kind for n in range(2) for kind in stream.GAUGES}
SEEDS = [1, 2, 3]
SAID = {seed: stream.draw(THINGS, 24, 7, NOW, seed) for seed in SEEDS}


class City:
    """Keeps a message under its own number: so it may be delivered as often as it likes."""

    def __init__(self):
        self.rows, self.kept, self.heard = {}, {}, []

    def take(self, said):
        if said.why:
            self.kept[said.thing, said.payload] = Quarantined(said.thing, said.payload, said.why)
        else:
            self.rows[self.name(said)] = said
            self.heard.append(said)

    def name(self, said):
        return said.thing, said.seq

    def found(self):
        rows = list(self.rows.values())
        packs = [packed(one.thing, Message.read(one.payload), f"{one.seq:08}") for one in rows]
        return Found(packs, list(self.kept.values()), self.balances(), self.alarms())

    def balances(self):
        return [balance(thing, self.stored(thing), self.refused(thing)) for thing in THINGS]

    def stored(self, thing):
        return len({seq for whose, seq, *_ in self.rows if whose == thing})

    def refused(self, thing):
        return sum(whose == thing for whose, _ in self.kept)

    def alarms(self):
        return [one for thing in THINGS for one in alarms(thing, self.samples(thing))]

    def samples(self, thing):
        rows = [one for one in self.rows.values() if one.thing == thing]
        return [point for one in rows for point in of(Message.read(one.payload))]


class Counting(City):
    """A row for each delivery."""

    def name(self, said):
        return said.thing, said.seq, len(self.rows)


class Forgetful(City):
    """Says that it has a message before it has it."""

    def take(self, said):
        if random.Random(said.payload).random() > 0.08:  # noqa: S311
            super().take(said)


class Impatient(City):
    """Tells alarms by what comes next, and takes what is older than that for old."""

    def samples(self, thing):
        newest, taken = None, []
        for said in (one for one in self.heard if one.thing == thing):
            for point in of(Message.read(said.payload)):
                if newest is None or point.at > newest:
                    newest = point.at
                    taken.append(point)
        return taken


class Vain(Forgetful):
    """Counts what was sent by what it has stored."""

    def balances(self):
        return [balance(thing, self.stored(thing), self.refused(thing), sent=0) for thing in THINGS]


class Swallowing(City):
    """What cannot be meant is thrown away."""

    def take(self, said):
        if not said.why:
            super().take(said)


def balance(thing, stored, refused, sent=24):
    sent = sent or stored + refused
    counts = {"sent": sent, "stored": stored, "refused": refused}
    return {"thing": thing, **counts, "missing": sent - stored - refused}


def alarms(thing, points):
    for rule in judging.kinds()[THINGS[thing]].rules:
        for alarm in evaluate(rule, thing, points, NOW).alarms:
            yield {**alarm.model_dump(mode="json"), "device_id": thing, "rule": rule.id}


def drill(city, seed):
    for said in stream.deliveries(SAID[seed], seed):
        city.take(said)
    return judged(SAID[seed], [], city.found(), NOW)


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_that_are_named_by_their_message_lose_and_double_nothing(seed):
    found = drill(City(), seed)
    assert found.good, found
    assert found.alarms.causes > 10


@pytest.mark.parametrize("seed", SEEDS)
def test_a_row_for_each_delivery_doubles(seed):
    found = drill(Counting(), seed)
    assert found.stored.doubled
    assert not found.stored.lost


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_lost_is_missed_and_misses_in_the_balance(seed):
    found = drill(Forgetful(), seed)
    assert found.stored.lost
    assert not found.balances.good
    assert any("missing 1" in one for one in found.balances.other)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_counts_what_he_stored_balances_and_is_found_even_so(seed):
    """Nothing is missing in it: it is not what the devices sent."""
    found = drill(Vain(), seed)
    assert all("missing 0" in one for one in found.balances.other)
    assert not found.balances.good


@pytest.mark.parametrize("seed", SEEDS)
def test_alarms_by_the_order_of_arrival_are_others(seed):
    found = drill(Impatient(), seed)
    assert found.stored.good
    assert found.alarms.lost


@pytest.mark.parametrize("seed", SEEDS)
def test_what_cannot_be_meant_must_be_kept(seed):
    found = drill(Swallowing(), seed)
    assert found.stored.good
    assert found.refused.lost
    assert not found.balances.good


def test_a_good_message_that_waits_in_quarantine_is_found():
    city = City()
    first = next(one for one in SAID[1] if not one.why)
    city.kept[first.thing, first.payload] = Quarantined(first.thing, first.payload, "replayed")
    assert drill(city, 1).refused.other
