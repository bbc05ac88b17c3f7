"""A batch from the queue: each message is folded once, or kept whole, and none holds others up."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.errors import Invalid, NotFound
from tests import queues

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)
HERE = "140105001001"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def heard():
    return []


@pytest.fixture
def listener(row, heard):
    from linli.messages import Message
    from linli.telemetry import Listener

    def fold(device, messages):
        if device.id == "XX-1":
            raise NotFound
        if device.id == "BIG-1":
            raise Invalid("too-large")
        if device.id == "BAD-1":
            raise RuntimeError
        heard.append((device.id, [message.seq for message in messages]))
        return []

    return Listener({"alarm": (Message, fold)})


def record(number, payload, device="MH-1", **changes):
    about = {"feature": "facilities", "name": f"m{number}"}
    return queues.signal(device, payload, NOON, "alarm", **about, **changes)


def payload(seq, at=NOON, **changes):
    sample = {"at": at.isoformat(), "measures": {"tilt": 20}}
    return json.dumps({"v": 1, "boot": 1, "seq": seq, "samples": [sample]} | changes).encode()


def run(listener, *records):
    return listener.handler({"Records": list(records)}, CONTEXT)["batchItemFailures"]


def kept(row, number):
    return [json.loads(one.body) for one in row.query(f"quarantine#m{number}")]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"", "not-json"),
        (b"\xff\xfe", "not-json"),
        (b"{", "not-json"),
        (payload(1) + b" " * 9_000, "too-large"),
        (payload(1).replace(b'"boot": 1', b'"boot": 1, "boot": 2'), "said-twice"),
        (payload(1).replace(b"20", b"NaN"), "not-finite"),
        (payload(1, extra=1), "*: extra_forbidden"),
        (payload(1, samples=[]), "samples: too_short"),
        (payload(-1), "seq: greater_than_equal"),
    ],
)
def test_what_nobody_can_read_is_kept_whole_and_its_neighbours_go_on(
    listener, row, heard, bad, why
):
    assert run(listener, record(1, bad), record(2, payload(1))) == []
    assert heard == [("MH-1", [1])]
    [waiting] = kept(row, 1)
    assert waiting["why"] == why
    assert waiting["text"] == record(1, bad)["body"]
    assert waiting["queue"] == "alarm"


def test_a_message_without_a_certificate_or_of_an_unknown_device_waits(listener, row, heard):
    nobody = record(1, payload(1), principal="000000000000")
    assert run(listener, nobody, record(2, payload(1), device="XX-1")) == []
    assert heard == []
    assert kept(row, 1)[0]["why"] == "principal: string_pattern_mismatch"
    assert kept(row, 2)[0]["why"] == "unknown-device"


def test_what_a_feature_refuses_waits_with_its_reason(listener, row, heard):
    refused = record(1, payload(1), device="BIG-1")
    assert run(listener, refused, record(2, payload(1))) == []
    assert heard == [("MH-1", [1])]
    assert kept(row, 1)[0]["why"] == "too-large"


def test_a_device_that_fails_comes_back_alone(listener, heard):
    bad = record(1, payload(1), device="BAD-1")
    assert run(listener, bad, record(2, payload(1))) == [{"itemIdentifier": "m1"}]
    assert heard == [("MH-1", [1])]


def test_a_device_in_several_batches_at_once_waits_before_it_is_folded_again(row, monkeypatch):
    from linli.errors import Conflict
    from linli.messages import Message
    from linli.store import commits
    from linli.telemetry import Listener

    lost, waits = iter(range(5)), []

    def fold(device, messages):
        if next(lost, None) is not None:
            raise Conflict
        return []

    monkeypatch.setattr(commits.time, "sleep", waits.append)
    assert run(Listener({"alarm": (Message, fold)}), record(1, payload(1))) == []
    assert len(waits) == 5


def test_what_changes_nothing_but_a_count_is_no_transaction(listener, row, monkeypatch):
    from linli.store import commits

    run(listener, record(1, payload(1)))
    monkeypatch.setattr(commits, "TransactWrite", None)
    assert run(listener, record(1, payload(1))) == []
    [progress] = row.query("device#MH-1")
    assert json.loads(progress.body)["duplicates"] == 1


def test_a_message_delivered_again_has_no_effect_and_is_counted(listener, row, heard):
    for _ in range(2):
        assert run(listener, record(1, payload(1)), record(2, payload(2))) == []
    assert heard == [("MH-1", [1, 2])]
    [progress] = row.query("device#MH-1")
    assert json.loads(progress.body)["duplicates"] == 2
    assert kept(row, 1) == []


def test_a_date_that_leaves_the_calendar_on_city_time_waits(listener, row, heard, advance):
    advance(HERE, 86_400)
    last = datetime(9999, 12, 31, 12, tzinfo=UTC)
    assert run(listener, record(1, payload(1, at=last)), record(2, payload(1))) == []
    assert heard == [("MH-1", [1])]
    assert kept(row, 1)[0]["why"] == "date value out of range"


def test_very_many_messages_are_taken_some_at_a_time_and_in_order(listener, heard):
    many = [record(n, payload(n)) for n in reversed(range(90))]
    assert run(listener, *many) == []
    assert [len(numbers) for _, numbers in heard] == [40, 40, 10]
    assert [n for _, numbers in heard for n in numbers] == list(range(90))


def test_a_replay_waits(listener, row):
    run(listener, *(record(n, payload(n)) for n in range(90)))
    assert run(listener, record(100, payload(3))) == []
    assert kept(row, 100)[0]["why"] == "replayed"


def test_times_are_put_on_city_time(listener, row, heard, advance):
    advance(HERE, 3 * 86_400)
    real = NOON  # the device and the broker know nothing of the city's clock
    assert run(listener, record(1, payload(1, at=real + timedelta(hours=25)))) == []
    assert kept(row, 1)[0]["why"] == "in-the-future"
    assert run(listener, record(2, payload(2, at=real))) == []
    assert heard == [("MH-1", [2])]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.one_of(st.binary(max_size=200), st.text().map(str.encode)))
def test_no_payload_stops_the_queue(listener, body):
    assert run(listener, record(1, body)) == []
