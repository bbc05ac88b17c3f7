"""Why a message waits is said without what it says."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from linli.errors import NotFound

WHOM = "14010519500101001X"


@pytest.mark.parametrize(
    ("sample", "why"),
    [
        ({WHOM: 1}, "samples.0.*: extra_forbidden"),
        ({"measures": {WHOM: "x"}}, "samples.0.measures.*: float_"),
        ({"measures": {"x": WHOM}}, "samples.0.measures.*: float_"),
    ],
)
def test_a_reason_names_no_field_that_is_not_ours(row, sample, why):
    from linli.messages import Message
    from linli.quarantine import reason

    with pytest.raises(ValidationError) as wrong:
        Message.model_validate({"v": 1, "boot": 1, "seq": 1, "samples": [sample]})
    told = reason(wrong.value)
    assert why in told
    assert WHOM not in told


def test_what_waits_goes_when_its_time_is_over_sent_again_or_not(row, monkeypatch, stopped):
    from linli import decisions, quarantine, queues
    from linli.request import Request

    now = stopped(datetime(2026, 11, 23, tzinfo=UTC))
    monkeypatch.setattr(queues, "send", lambda queue, text: None)
    for name in ("m1", "m2"):
        quarantine.keep(name, "{}", "unknown-device")
    again = decisions.replay("m2", "anna", Request("k", "d"))
    rows = [row.get(f"quarantine#{name}", "kept") for name in ("m1", "m2")]
    kept = quarantine.KEPT(now())
    assert {one.expires for one in rows} == {int((now() + kept).timestamp())}
    assert quarantine.shown(again).until == now() + kept
    now(now() + kept - timedelta(seconds=1))
    assert [one.id for one in quarantine.unread().items] == ["m1"]
    assert [one.id for one in quarantine.unread(again=True).items] == ["m2"]
    now(now() + timedelta(seconds=1))
    assert quarantine.unread().items == quarantine.unread(again=True).items == []
    with pytest.raises(NotFound):
        decisions.replay("m1", "anna", Request("l", "d"))


NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def bad(n, device="MH-1", at=NOON, times=1, channel="reading", **said):
    payload = b64encode(json.dumps({"v": 1, "boot": 1, "seq": n, **said}).encode()).decode()
    body = {"device": device, "community": "140105001001", "payload": payload, "channel": channel}
    body |= {"received": int(at.timestamp() * 1000)}
    record = {"messageId": f"{device}-{n}-{at:%H}", "body": json.dumps(body)}
    return record | {"attributes": {"ApproximateReceiveCount": str(times)}}, "unknown-kind"


def flooded(row, device="MH-1"):
    from linli import flood

    return row.get(f"flood#{device}", NOON.isoformat()[: flood.HOUR]).version


def test_however_much_a_device_sends_that_is_wrong_it_costs_so_much(row, calls, monkeypatch):
    from linli import flood, quarantine, refusing

    monkeypatch.setattr(flood, "MOST", lambda _: 5)
    batches = [[bad(n) for n in range(start, start + 10)] for start in range(0, 200, 10)]
    batches[1].append(bad(1, "MH-2"))
    for batch in batches:
        assert refusing.took_each(batch) == [True] * len(batch)
    assert len(quarantine.unread().items) == 6
    assert flooded(row) == 200
    calls.clear()
    refusing.took_each([bad(n) for n in range(200, 300)])
    assert calls == ["UpdateItem"]
    refusing.took_each([bad(1, at=NOON + timedelta(hours=1))])  # the next hour
    assert len(quarantine.unread().items) == 7


def test_what_is_only_counted_is_still_accounted_for(row, monkeypatch):
    from linli import flood, refusals, refusing

    monkeypatch.setattr(flood, "MOST", lambda _: 5)
    refusing.took_each([bad(n) for n in range(12)])
    refusing.took_each([bad(n, at=NOON + timedelta(hours=2)) for n in range(6)])
    hour = timedelta(hours=1)
    named, unnamed = refusals.refused("MH-1", NOON - hour, NOON + hour / 2)
    assert (sorted(named), unnamed) == ([(1, n) for n in range(5)], 7)
    assert refusals.refused("MH-1", NOON + hour, NOON + hour + hour / 2) == ([], 0)


def test_statuses_beyond_the_limit_account_for_no_samples_and_take_no_room_of_theirs(
    row, monkeypatch
):
    from linli import flood, quarantine, refusals, refusing

    monkeypatch.setattr(flood, "MOST", lambda _: 5)
    refusing.took_each([bad(n, channel="state") for n in range(50)])
    refusing.took_each([bad(n, channel="state", samples=[]) for n in range(100, 103)])
    refusing.took_each([bad(n, channel="alarm") for n in range(200, 203)])
    named, unnamed = refusals.refused("MH-1", NOON, NOON + timedelta(minutes=1))
    assert (sorted(named), unnamed) == ([(1, n) for n in (100, 101, 102, 200, 201)], 1)
    assert len(quarantine.unread().items) == 5 + 5
    assert sorted(len(some) for some in quarantine.rows("MH-1")) == [5, 5]
    assert refusing.took_each([bad(0, channel="state", times=2)]) == [True]
    assert (flooded(row), flooded(row, "MH-1#aside")) == (6, 50)


def test_a_message_that_is_delivered_again_takes_no_room_of_others(row, calls, monkeypatch):
    from linli import flood, quarantine, refusing

    monkeypatch.setattr(flood, "MOST", lambda _: 5)
    refusing.took_each([bad(n) for n in range(3)])
    for times in range(2, 6):
        calls.clear()
        assert refusing.took_each([bad(n, times=times) for n in range(3)]) == [True] * 3
        assert calls == ["BatchGetItem"]
    refusing.took_each([bad(1, times=2), bad(3), bad(4, times=2)])
    assert (len(quarantine.unread().items), flooded(row)) == (5, 4)  # it was counted before


def test_nor_does_one_that_must_not_be_kept(row, monkeypatch):
    from linli import flood, refusals, refusing

    monkeypatch.setattr(flood, "MOST", lambda _: 2)
    ended = (bad(1)[0], refusals.ENDED)
    for times in range(1, 4):
        refusing.took_each([(bad(1, times=times)[0], refusals.ENDED)])
    assert flooded(row) == 1
    assert refusing.took_each([ended, bad(2)]) == [True] * 2


def test_one_that_could_not_be_kept_is_counted_once_and_kept_where_it_had_room(row, monkeypatch):
    """It is delivered again, until it is among the dead letters."""
    from linli import flood, quarantine, refusals, refusing

    monkeypatch.setattr(flood, "MOST", lambda _: 5)
    refusing.took_each([bad(n) for n in range(4)])
    with monkeypatch.context() as broken:
        broken.setattr(quarantine, "keep", lambda *_: 1 / 0)
        assert refusing.took_each([bad(n) for n in range(4, 7)]) == [False, True, True]
        assert refusing.took_each([bad(4, times=2)]) == [False]
    refusing.took_each([bad(7)])
    assert refusing.took_each([bad(4, times=3)]) == [True]
    assert sorted(one.id for one in quarantine.unread().items) == [f"MH-1-{n}-04" for n in range(5)]
    assert flooded(row) == 8
    named, unnamed = refusals.refused("MH-1", NOON, NOON + timedelta(minutes=1))
    assert (sorted(named), unnamed) == ([(1, n) for n in range(5)], 3)


def test_what_was_counted_before_its_worker_died_is_not_counted_again(row, monkeypatch):
    from linli import flood, quarantine, refusals, refusing

    monkeypatch.setattr(flood, "MOST", lambda _: 5)
    refusing.took_each([bad(n) for n in range(4)])
    flood.room("MH-1", NOON.isoformat(), 3)  # and it died
    for times in range(2, 5):
        assert refusing.took_each([bad(n, times=times) for n in range(4, 7)]) == [True] * 3
    assert (len(quarantine.unread().items), flooded(row)) == (5, 7)
    named, unnamed = refusals.refused("MH-1", NOON, NOON + timedelta(minutes=1))
    assert (len(named), unnamed) == (5, 2)


def test_what_is_no_devices_is_kept_as_ever(row, monkeypatch):
    from linli import flood, quarantine, refusing

    monkeypatch.setattr(flood, "MOST", lambda _: 1)
    odd = [({"messageId": f"x{n}", "body": "[" * n}, "not-json") for n in range(3)]
    assert refusing.took_each(odd) == [True] * 3
    assert len(quarantine.unread().items) == 3


def test_what_cannot_be_counted_is_kept(row, monkeypatch):
    from linli import flood, quarantine, refusing

    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr(flood, "room", broken)
    assert refusing.took_each([bad(1), bad(2)]) == [True] * 2
    assert len(quarantine.unread().items) == 2


def test_what_waits_has_as_long_as_was_said_when_it_came(row, stopped, succeed):
    from linli import quarantine
    from linli.numbers import WAITING

    now, day = stopped(NOON), timedelta(days=1)
    quarantine.keep("m1", "{}", "unknown-device")
    succeed(WAITING["quarantine-kept"], (NOON + day).date(), value=2)
    now(NOON + day)
    quarantine.keep("m2", "{}", "unknown-device")
    until = {one.id: one.until for one in quarantine.unread().items}
    assert until == {"m1": NOON + 40 * day, "m2": NOON + 3 * day}
