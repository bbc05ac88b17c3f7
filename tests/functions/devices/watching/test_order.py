"""However messages come - late, twice, in any order - the alarms are those of the whole stream."""

import random
from datetime import UTC, datetime, timedelta

import pytest

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KIOSK, DOOR = "KI-WC-001", "DR-WC-001"
KINDS = {
    KIOSK: ("kiosk", "paper_percent", (5, 9, 20, 40, 90)),
    DOOR: ("door", "open_seconds", (0, 5, 700)),
}


def standing(device_id):
    """As they were last told, without those that were withdrawn."""
    from functions.devices.watching import store

    rows = [one for one in store.alarms(device_id, "").items if not one.withdrawn]
    return sorted((one.onset, one.level, one.ended_at) for one in rows)


def whole(kind, device_id, now):
    from functions.devices.kinds.store import CATALOGUE
    from linli.alarms.running import evaluate
    from linli.packs import reading

    points = reading.between(device_id, AT - MINUTE, now + MINUTE)
    found = [evaluate(rule, device_id, points, now).alarms for rule in CATALOGUE[kind].rules]
    return sorted((one.onset, one.level, one.ended_at) for alarms in found for one in alarms)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("device", KINDS)
def test_late_and_doubled_messages_come_to_the_alarms_of_the_whole(
    register, send, now, sweep, device, seed
):
    kind, measure, values = KINDS[device]
    chance = random.Random(seed)  # noqa: S311
    register(device, kind)
    said = [(n, AT + n * MINUTE, {measure: chance.choice(values)}) for n in range(16)]
    coming = sorted(said * 2, key=lambda one: one[0] + chance.random() * 14)
    for number, (seq, at, measures) in enumerate(coming):
        now(max(at, AT + number / 2 * MINUTE))
        assert send(device, (at, measures), seq=seq) == []
        sweep()
    now(AT + 60 * MINUTE)
    sweep()
    assert standing(device) == whole(kind, device, now())
