"""Messages that are no JSON, several in one payload, and not numbered in order."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from linli.messages import Answer, Message, Sent
from tests import queues

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Frame(Sent):
    """`@@` and a number of two digits."""

    ordered = False

    @classmethod
    def split(cls, payload):
        return [b"@@" + part for part in payload.split(b"@@")[1:]]

    @classmethod
    def read(cls, payload):
        return cls(v=1, boot=0, seq=int(payload[2:]))

    def times(self):
        return [NOON]

    def shifted(self, by):
        return self


@pytest.fixture
def heard():
    return []


@pytest.fixture
def listener(row, heard):
    from linli.telemetry import Listener

    def fold(device, messages):
        if any(message.seq == 66 for message in messages):
            raise RuntimeError
        heard.append((device.channel, [message.seq for message in messages]))
        return []

    ways = {"alarm": Message, "alarm.frames": Frame, "state": Answer, "state.samples": Message}
    return Listener({name: (model, fold) for name, model in (ways | {"reading": Message}).items()})


def record(number, payload, channel="alarm"):
    about = {"feature": "facilities", "name": f"m{number}"}
    return queues.signal("FP-1", payload, NOON, channel, **about)


def run(listener, *records):
    return listener.handler({"Records": list(records)}, CONTEXT)["batchItemFailures"]


def samples(seq, **more):
    sample = {"at": NOON.isoformat(), "measures": {"x": 1}}
    return json.dumps({"v": 1, "boot": 1, "seq": seq, "samples": [sample], **more}).encode()


def test_each_message_of_a_payload_is_one_and_a_bad_one_waits_alone(listener, heard, row):
    from linli import quarantine

    assert run(listener, record(1, b"@@07@@xx@@09")) == []
    assert heard == [("alarm.frames", [7, 9])]
    [kept] = quarantine.waiting().items
    assert (kept.id, kept.queue) == ("m1-1", "alarm")
    assert json.loads(kept.text)["payload"] == b64encode(b"@@xx").decode()
    assert run(listener, {**record(2, b""), "body": kept.text}) == []
    assert row.count("quarantine#m2") == 1


def test_what_fails_comes_back_as_the_one_record_that_it_was(listener, heard):
    assert run(listener, record(1, b"@@07@@66"), record(2, samples(1))) == [
        {"itemIdentifier": "m1"}
    ]
    assert heard == [("alarm", [1])]


def test_a_channel_that_takes_no_frames_reads_them_as_what_they_are_not(listener, heard, row):
    from linli import quarantine

    assert run(listener, record(1, b"@@07@@08", "reading")) == []
    assert heard == []
    assert [kept.why for kept in quarantine.waiting().items] == ["not-json"]


def test_a_channel_of_answers_may_take_samples_and_numbers_them_by_themselves(listener, heard):
    answer = {"v": 1, "boot": 1, "seq": 1, "at": NOON.isoformat()}
    answer |= {"command": "c", "outcome": "done"}
    said = record(1, json.dumps(answer).encode(), "state")
    assert run(listener, said, record(2, samples(1), "state")) == []
    assert sorted(heard) == [("state", [1]), ("state.samples", [1])]


def test_what_its_rule_could_not_forward_is_quarantined_as_that(listener, row):
    from linli import quarantine

    body = {"ruleName": "linli_test_facilities_alarm", "base64OriginalPayload": "e30="}
    assert run(listener, record(1, b"") | {"body": json.dumps(body)}) == []
    assert [kept.why for kept in quarantine.waiting().items] == ["rule-error"]


def test_what_is_too_large_is_not_taken_apart(listener, heard, row):
    from linli import quarantine

    assert run(listener, record(1, b"@@07" * 3_000)) == []
    assert len(quarantine.waiting().items) == 1


def test_numbers_that_only_tell_apart_may_go_back_and_are_known_by_when_they_came():
    from linli.progress import Progress, Told, sift

    def told(seq, digest="d"):
        return Told(0, Frame(v=1, boot=0, seq=seq), digest, NOON + timedelta(minutes=1))

    known = sift(Progress(), [told(seq) for seq in range(100, 200)]).after
    late = sift(known, [told(3)])
    assert (late.refused, len(late.fresh)) == ({}, 1)
    assert sift(late.after, [told(3)]).after.duplicates == 1
    assert sift(late.after, [told(3, "e")]).refused == {0: "same-number-other-bytes"}
    assert len(late.after.recent) == 64
