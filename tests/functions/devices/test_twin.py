"""Twins: what is wished, what is so, and what a network lets a device do."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import queues
from tests.conftest import CONTEXT
from tests.functions.devices.conftest import BEGIN, HERE

KIOSK = "KI-WC-001"


@pytest.fixture
def kiosk(register, now, heard):
    assert register(KIOSK, "kiosk")[0] == 201


@pytest.fixture
def say(kiosk):
    def say(seq=0, at=BEGIN, **status):
        from functions.devices import telemetry

        said = {"v": 1, "boot": 1, "seq": seq, "at": at.isoformat(), "status": status}
        one = queues.signal(KIOSK, json.dumps(said).encode(), at, "state", name=f"m{seq}")
        assert telemetry.handler({"Records": [one]}, CONTEXT) == {"batchItemFailures": []}

    return say


@pytest.fixture
def twin(ask, kiosk):
    return lambda: ask("GET", f"/{KIOSK}/twin", sub="grid_worker")[1]


@pytest.fixture
def wish(ask, kiosk):
    def wish(version, sub="property_manager", **settings):
        return ask("PUT", f"/{KIOSK}/twin", {"settings": settings}, sub=sub, if_match=version)

    return wish


def test_a_wish_is_told_until_it_is_so(twin, wish, say, heard):
    status, said = wish(0, brightness=5, title="x")
    assert (status, said["delta"]) == (200, {"brightness": 5, "title": "x"})
    [(_, payload)] = heard
    assert payload["settings"] == {"brightness": 5, "title": "x", "every_seconds": 300}
    assert payload["reconnect"] == {"first": 20, "longest": 300}
    say(0, reported={"brightness": 3}, wished=0)
    assert len(heard) == 2  # it had not heard it
    say(1, BEGIN + timedelta(seconds=1), reported={"brightness": 5, "title": "x"}, wished=1)
    assert len(heard) == 2
    assert (twin()["delta"], twin()["heard"]) == ({}, 1)


def test_a_wish_on_another_version_shows_both(twin, wish):
    wish(0, brightness=5)
    status, said = wish(0, brightness=7)
    assert (status, said["yours"], said["current"]["settings"]) == (412, 0, {"brightness": 5})
    assert wish(1, "grid_worker", brightness=7)[0] == 403
    assert wish(1, brightness=7)[1]["wished"] == 2


def test_an_older_word_changes_nothing(twin, say):
    say(1, BEGIN + timedelta(seconds=9), reported={"mode": "new"})
    say(0, BEGIN, reported={"mode": "old"})
    assert twin()["reported"] == {"mode": "new"}


def test_a_worse_network_is_a_rule_and_a_line_of_its_history(ask, twin, say, heard, now):
    say(0, network={"bearer": "5g", "signal_dbm": -80, "latency_ms": 20})
    assert twin()["degraded"] is None
    now(BEGIN + timedelta(seconds=1))
    say(1, BEGIN + timedelta(seconds=1), network={"bearer": "nb_iot", "signal_dbm": -100})
    now(BEGIN + timedelta(seconds=2))
    said = twin()
    assert said["degraded"]["leaves"] == ["remote_driving", "video", "pictures"]
    assert said["every_seconds"] == heard[-1][1]["settings"]["every_seconds"] == 900
    say(2, BEGIN + timedelta(seconds=2), reported={"every_seconds": 300})
    assert heard[-1][1]["settings"]["every_seconds"] == 900
    say(3, BEGIN + timedelta(seconds=3), network={"bearer": "5g", "latency_ms": 10})
    assert twin()["degraded"] is None


@pytest.fixture
def lines(ask):
    """What its history says of its network."""

    def lines():
        items = ask("GET", f"/{KIOSK}/history", sub="official")[1]["items"]
        return [one for one in items if one["what"].startswith("network")]

    return lines


NARROW, WIDE = {"bearer": "nb_iot", "signal_dbm": -100}, {"bearer": "5g", "latency_ms": 10}


def test_a_network_that_stays_is_a_line_of_its_history(say, lines):
    for minute, network in enumerate([WIDE, *[NARROW] * 11, *[WIDE] * 11]):
        say(minute, BEGIN + timedelta(minutes=minute), network=network)
        assert len(lines()) == (minute >= 11) + (minute >= 22)
    first, second = lines()
    assert (first["what"], first["detail"]["row"]) == ("network-degraded", "nb-iot")
    assert first["detail"]["since"] == (BEGIN + timedelta(minutes=1)).isoformat()
    assert (second["what"], second["detail"]["bearer"]) == ("network-well", "5g")


def test_one_that_flaps_obeys_and_is_no_news(say, lines, twin):
    for minute in range(60):
        say(minute, BEGIN + timedelta(minutes=minute), network=[WIDE, NARROW][minute // 5 % 2])
    assert lines() == []
    assert twin()["degraded"]["row"] == "nb-iot"


def test_one_that_says_so_rarely_was_so_from_the_one_word_to_the_next(say, lines):
    say(0, BEGIN, network=NARROW)
    say(1, BEGIN + timedelta(hours=1), network=NARROW)
    assert [one["what"] for one in lines()] == ["network-degraded"]


words = st.lists(
    st.tuples(st.integers(1, 700), st.sampled_from(["5g", "4g", "nb_iot"])), max_size=40
)


@given(words)
def test_between_two_lines_a_network_held(words):
    """Of any stream, told in order: a row is noted if and only if it had held, and none twice."""
    from functions.devices.twin import rules
    from functions.devices.twin.acts import HELD, ROWS
    from functions.devices.twin.model import Status, Twin

    twin, at, noted = Twin(device_id=KIOSK, community=HERE), BEGIN, [None]
    held: list[tuple] = []  # of each stretch of one row: the row, its first word and its last
    for seconds, bearer in words:
        at += timedelta(seconds=seconds)
        said = {"v": 1, "boot": 1, "seq": 0, "at": at, "status": {"network": {"bearer": bearer}}}
        twin = rules.heard(twin, Status.model_validate(said), ROWS, BEGIN)
        began = held.pop()[1] if held and held[-1][0] == twin.row else at
        held.append((twin.row, began, at))
        if rules.is_to_be_noted(twin, HELD(at)):
            noted.append(twin.row)
            twin = twin.model_copy(update={"noted": twin.row})
    long = [None, *(row for row, first, last in held if last - first >= HELD(last))]
    assert noted == [row for n, row in enumerate(long) if n == 0 or row != long[n - 1]]


@pytest.mark.parametrize(
    ("network", "row"),
    [
        ({"bearer": "5g"}, None),
        ({"bearer": "5g", "signal_dbm": -110}, None),
        ({"bearer": "5g", "signal_dbm": -110.5}, "5g-weak"),
        ({"bearer": "5g", "latency_ms": 101}, "5g-slow"),
        ({"bearer": "4g"}, "4g"),
        ({"bearer": "4g", "signal_dbm": -115}, "4g-weak"),
        ({"bearer": "nb_iot", "signal_dbm": -121}, "nb-iot-weak"),
        ({"bearer": "wire"}, None),
    ],
)
def test_the_first_row_that_fits_holds(network, row):
    from functions.devices.twin import rules
    from functions.devices.twin.acts import ROWS
    from functions.devices.twin.model import Network

    found = rules.degraded(Network(**network), ROWS, BEGIN)
    assert (found and found.row) == row
