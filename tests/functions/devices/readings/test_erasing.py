"""What was measured of a person is gone soon after its device is over, and of nobody else's."""

from datetime import timedelta

import pytest

from tests.conftest import CONTEXT
from tests.functions.devices.conftest import BEGIN, agreed

WRIST, OTHER, METER = "WR-WC-001", "WR-WC-002", "WM-WC-001"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WHOSE = (WRIST, OTHER)


@pytest.fixture
def measured(register, send, now):
    """Two that people wear, of which one is agreed to for three days, and a meter."""
    register(WRIST, "wearable", agreed=agreed(days=3))
    register(OTHER, "wearable")
    register(METER)
    for device in WHOSE:
        send(device, *((BEGIN - n * MINUTE, {"heart_per_min": 70}) for n in range(3)))
        send(device, (BEGIN - DAY, {"heart_per_min": 70}), (BEGIN, {"heart_per_min": 71}))  # wide
    send(METER, (BEGIN, {"flow_m3_h": 1}))


@pytest.fixture
def made(measured):
    """A summary of an hour of each."""
    from linli.aggregates.folding import HOUR
    from linli.store import commit
    from linli.summaries import store
    from linli.summaries.model import HOURS, Summary

    for device in WHOSE:
        row = Summary(begins=BEGIN - HOUR, holds=2700, packs=61, parts={})
        commit(store.keep(HOURS, device, row, lambda _: DAY))


@pytest.fixture
def kept(row):
    """How many rows there are of what a device said."""
    from linli.table import Row

    names = ("pack", "wide", "hours", "days")
    return lambda device: sum(len(list(Row.query(f"{name}#{device}"))) for name in names)


@pytest.fixture
def pass_on(told, hear, row):
    """Tells what is untold of a device's end, and has the sweeper look."""
    from functions.devices import sweeper

    def pass_on(times=1):
        assert hear(*(one for one in told() if one[0] == "DeviceRetired")) == []
        for _ in range(times):
            assert sweeper.handler({"untold_for": 10**9}, CONTEXT)["failed"] == 0

    return pass_on


def test_it_goes_when_he_withdraws_and_what_others_measured_stays(ask, made, kept, pass_on, now):
    before = {device: kept(device) for device in (*WHOSE, METER)}
    assert before == {WRIST: 3, OTHER: 3, METER: 1}
    assert ask("POST", f"/me/{WRIST}/withdrawals", sub="resident")[0] == 201
    pass_on()
    assert {device: kept(device) for device in before} == before | {WRIST: 0}


def test_it_goes_when_its_time_is_over_too(measured, kept, pass_on, now):
    from functions.devices import sweeper

    now(BEGIN + 3 * DAY)
    sweeper.handler({"untold_for": 10**9}, CONTEXT)
    pass_on()
    assert kept(WRIST) == 0


def test_much_goes_by_and_by(ask, made, kept, pass_on, now, monkeypatch):
    from functions.devices.readings import erasing

    monkeypatch.setattr(erasing, "MOST", 1)
    ask("POST", f"/me/{WRIST}/withdrawals", sub="resident")
    left = []
    for _ in range(3):
        pass_on()
        left.append(kept(WRIST))
    assert left == [2, 1, 0]


def test_what_was_under_way_when_it_ended_goes_as_well(ask, measured, kept, pass_on, now, row):
    from linli.packs import keeping
    from linli.packs.model import Pack
    from linli.table import Row

    ask("POST", f"/me/{WRIST}/withdrawals", sub="resident")
    pass_on(times=2)
    late = Pack(WRIST, BEGIN, 1, 99, "0" * 16, wide=False, body="[[],[]]")
    assert keeping.put([late], lambda _: DAY) == set()
    now(BEGIN + 16 * MINUTE)
    pass_on(times=2)
    assert kept(WRIST) == 0
    over = Row.get(f"erasing#{WRIST}", "erasing")
    assert (over.due, over.expires is None) == (None, False)


def test_what_is_nobodys_keeps_its_past(ask, measured, kept, pass_on, now):
    body = {"reason": "拆除"}
    assert ask("POST", f"/{METER}/retirements", body, sub="community_worker", if_match=1)[0] == 201
    pass_on()
    assert kept(METER) == 1
