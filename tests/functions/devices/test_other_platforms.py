"""Failures that other platforms are known for: each has a sentence here, and does not happen."""

import json
from datetime import timedelta

import pytest

from tests import queues
from tests.conftest import CONTEXT
from tests.functions.devices.conftest import BEGIN as AT
from tests.functions.devices.conftest import HERE

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
KIOSK, HOME, METER = "KI-WC-001", "HS-WC-001", "WM-WC-001"


def record(device, seq, *samples, received):
    said = [{"at": at.isoformat(), "measures": measures} for at, measures in samples]
    payload = json.dumps({"v": 1, "boot": 1, "seq": seq, "samples": said}).encode()
    return queues.signal(device, payload, received, name=f"{device}-{seq}")


def heard(*records):
    """One batch of the queue; what of it comes back."""
    from functions.devices import telemetry

    answer = telemetry.handler({"Records": [*records]}, CONTEXT)
    return [one["itemIdentifier"] for one in answer["batchItemFailures"]]


def names(facts):
    return [name for name, _ in facts]


def paper(at, value):
    return at, {"paper_percent": value}


@pytest.fixture
def kiosk(register, now):
    """kiosk(seq, sample…, after=…): its message reaches the broker so long after the beginning."""
    register(KIOSK, "kiosk")

    def kiosk(seq, *samples, after):
        now(AT + after)
        assert heard(record(KIOSK, seq, *samples, received=AT + after)) == []

    return kiosk


@pytest.fixture
def latest(ask):
    return lambda: ask("GET", f"/{KIOSK}/latest", sub="official")[1]["measures"]["paper_percent"]


@pytest.fixture
def raw(ask, now):
    def raw():
        query = {"measure": "paper_percent", "from": AT.isoformat(), "step": "raw"}
        now(now() + MINUTE)  # what is of this very moment is told after it
        items = ask("GET", f"/{KIOSK}/readings", sub="official", query=query)[1]["items"]
        return [one["mean"] for one in items]

    return raw


@pytest.fixture
def silent(ask, now):
    """silent(at): who is, once somebody looked then."""

    def silent(at):
        from functions.devices.presence import acts

        now(at)
        acts.look(f"round#{HERE}#water_meter", "round")
        query = {"community": HERE}
        items = ask("GET", "/silences", sub="grid_worker", query=query)[1]["items"]
        return [one["device_id"] for one in items]

    return silent


@pytest.fixture
def spoil(row):
    """spoil(device): what is kept of its progress cannot be read, until that is mended."""

    def spoil(device):
        from linli import progress
        from linli.store import commit

        commit(progress.write(device, "reading", progress.Progress()))
        broken = row.get(f"device#{device}", "progress#reading")
        broken.update(actions=[row.body.set("{")])
        return broken.delete

    return spoil


def test_late_data_raises_no_inactivity_alarm(register, now, sweep, facts):
    register(HOME, "home_sensor")
    came = [(1, 0, 0), (2, 11, 11), (3, 13, -1), (4, 13, 1)]  # seq, hour of coming and of measuring
    for seq, hour, measured in came:
        now(AT + hour * HOUR)
        sample = AT + measured * HOUR, {"moves": 1}
        assert heard(record(HOME, seq, sample, received=now())) == []
        sweep()
    now(AT + 24 * HOUR - MINUTE)
    sweep()
    assert facts() == []
    now(AT + 24 * HOUR)  # it was last heard at eleven
    sweep()
    [(name, said)] = facts()
    assert (name, said["onset"]) == ("DeviceAlarmRaised", "2026-11-24T06:00:00Z")


def test_an_off_line_state_clears_though_only_old_data_comes(register, now, silent, told):
    from functions.devices.presence import acts

    now(AT)
    register(METER)
    acts.begin(HERE, "water_meter")
    heard(record(METER, 1, (AT, {"volume_m3": 1}), received=AT))
    assert silent(AT + 5 * HOUR) == [METER]
    back = AT + 6 * HOUR
    acts.connected(METER, back, None, is_connected=True)
    heard(record(METER, 2, (AT + HOUR, {"volume_m3": 2}), received=back))
    acts.connected(METER, back + MINUTE, None, is_connected=False)
    acts.connected(METER, AT + HOUR, "lost", is_connected=False)  # told late
    assert silent(back + HOUR) == []
    (silence, gone), (end, is_back) = [one for one in told() if "hazard_id" in one[1]]
    assert (silence, end) == ("DeviceSilent", "DeviceHeard")
    assert gone["hazard_id"] == is_back["hazard_id"]


def test_late_data_does_not_overwrite_the_latest(kiosk, latest):
    kiosk(1, paper(AT + 30 * MINUTE, 60), after=30 * MINUTE)
    late = [paper(AT + n * MINUTE, 80) for n in range(25)]
    came = AT + 31 * MINUTE
    assert heard(*(record(KIOSK, 2 + n, one, received=came) for n, one in enumerate(late))) == []
    assert latest() == 60
    outage = [paper(AT - n * HOUR, 90) for n in (9, 5, 0)]
    kiosk(30, *outage, after=32 * MINUTE)
    assert latest() == 60
    kiosk(31, paper(AT + 33 * MINUTE, 50), after=33 * MINUTE)
    assert latest() == 50


def test_equal_time_stamps_lose_no_sample(kiosk, raw, latest, facts):
    at = AT + MINUTE
    kiosk(3, paper(at, 70), paper(at, 75), after=MINUTE)
    kiosk(1, paper(at, 60), after=MINUTE)
    kiosk(2, paper(at, 8), after=MINUTE)
    assert raw() == [60, 8, 70, 75]
    assert latest() == 75
    assert names(facts()) == ["DeviceAlarmRaised", "DeviceAlarmCleared", "DeviceAlarmSettled"]
    assert facts()[0][1]["value"] == 8


def test_a_stamp_from_the_future_does_not_block_newer_samples(kiosk, latest, facts, ask):
    kiosk(1, paper(AT + 2 * HOUR, 8), after=0 * HOUR)
    assert names(facts()) == ["DeviceAlarmRaised"]
    kiosk(2, paper(AT + 48 * HOUR, 9), after=5 * MINUTE)
    kiosk(3, paper(AT + 10 * MINUTE, 60), after=10 * MINUTE)
    assert latest() == 60
    assert names(facts())[1:] == ["DeviceAlarmCleared", "DeviceAlarmSettled"]
    [waits] = ask("GET", "/quarantine", sub="city")[1]["items"]
    assert waits["why"] == "in-the-future"


@pytest.mark.parametrize(
    ("stale", "fresh", "again"),
    [(8, 60, HOUR), (40, 60, HOUR), (40, 8, HOUR), (8, 60, 3 * HOUR), (40, 60, 3 * HOUR)],
)
def test_a_stale_buffer_that_is_stamped_anew_says_nothing_new(
    kiosk, latest, raw, facts, stale, fresh, again
):
    """Its clock is three hours ahead: up to then the same bytes are dated by each coming."""
    buffer = [(seq, paper(AT + 3 * HOUR, stale)) for seq in range(3)]
    for seq, sample in buffer:
        kiosk(seq, sample, after=0 * HOUR)
    kiosk(7, paper(AT + 30 * MINUTE, fresh), after=30 * MINUTE)
    before = names(facts())
    for seq, sample in buffer:
        kiosk(seq, sample, after=again)
    assert raw() == [stale, stale, stale, fresh]
    assert names(facts()) == before
    assert latest() == fresh


def test_one_device_that_always_fails_does_not_stall_the_others(register, now, facts, spoil):
    kiosks = [f"KI-WC-00{n}" for n in range(1, 6)]
    for device in kiosks:
        register(device, "kiosk")
    now(AT)
    mend = spoil(kiosks[2])
    for seq in range(3):
        batch = [record(one, seq, paper(AT, 8 + seq), received=AT) for one in kiosks]
        for _ in range(2):
            assert heard(*batch) == [f"{kiosks[2]}-{seq}"]
    for device in kiosks:
        assert names(facts(device)) == [] if device == kiosks[2] else ["DeviceAlarmRaised"]
    mend()
    assert heard(record(kiosks[2], 0, paper(AT, 8), received=AT)) == []
    assert names(facts(kiosks[2])) == ["DeviceAlarmRaised"]
