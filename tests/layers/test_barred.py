"""What comes by a certificate that ended is taken by nobody, whatever it says."""

import base64
import json
import time
from datetime import UTC, datetime

import pytest

from tests.conftest import CONTEXT

HERE = "140105001001"


@pytest.fixture
def listener(row):
    from linli import barred
    from linli.messages import Message
    from linli.telemetry import Listener

    barred.forget()
    taken = []

    def take(device, messages):
        taken.extend((device.id, one.seq) for one in messages)
        return []

    def run(*records):
        event = {"Records": list(records)}
        answer = Listener({"alarm": (Message, take)}).handler(event, CONTEXT)
        assert answer["batchItemFailures"] == []
        return taken

    yield run
    barred.forget()


@pytest.fixture
def record():
    def record(seq, principal, device="MH-1"):
        at = datetime.now(UTC).isoformat()
        said = {"v": 1, "boot": 1, "seq": seq, "samples": [{"at": at, "measures": {"x": 1}}]}
        envelope = {"community": HERE, "device": device, "channel": "alarm", "principal": principal}
        envelope |= {"received": int(time.time() * 1000)}
        envelope |= {"payload": base64.b64encode(json.dumps(said).encode()).decode()}
        about = {"eventSourceARN": "arn:aws-cn:sqs:cn-north-1:000000000000:linli-test-x-alarm"}
        return {"messageId": f"m{seq}", "body": json.dumps(envelope), "attributes": {}, **about}

    return record


@pytest.fixture
def end():
    def end(*certificates):
        from events.devices import CertificatesEnded
        from linli import barred

        about = {"community": HERE, "at": datetime.now(UTC), "device_id": "MH-1"}
        barred.end(CertificatesEnded(**about, owner="facilities", certificates=certificates))

    return end


def test_nothing_is_taken_by_a_certificate_that_ended(listener, record, end, row):
    old, new = "a" * 64, "b" * 64
    assert listener(record(1, old)) == [("MH-1", 1)]
    end(old)
    end(old, "c" * 64)
    from linli import barred

    barred.forget()  # half a minute later
    assert listener(record(2, old), record(3, new)) == [("MH-1", 1), ("MH-1", 3)]
    [kept] = row.query("quarantine#m2")
    assert json.loads(kept.body)["why"] == "certificate-ended"


def test_it_is_known_within_half_a_minute(listener, record, end, monkeypatch):
    from linli import barred

    now = time.monotonic()
    assert listener(record(1, "a" * 64))
    end("a" * 64)
    assert listener(record(2, "a" * 64))[-1] == ("MH-1", 2)
    monkeypatch.setattr(time, "monotonic", lambda: now + barred.CACHED + 5)
    assert listener(record(3, "a" * 64))[-1] == ("MH-1", 2)


def test_many_are_read_page_by_page(row, end, monkeypatch):
    from linli import barred

    monkeypatch.setattr(barred, "MOST", 2)
    certificates = [f"{n:064x}" for n in range(5)]
    end(*certificates)
    barred.forget()
    assert barred.known() == set(certificates)
    barred.forget()
