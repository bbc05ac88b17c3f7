"""What comes by a certificate that ended is taken by nobody, whatever it says."""

import base64
import json
import time
from datetime import UTC, datetime, timedelta

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
    def record(seq, principal, device="MH-1", boot=1):
        at = datetime.now(UTC).isoformat()
        said = {"v": 1, "boot": boot, "seq": seq, "samples": [{"at": at, "measures": {"x": 1}}]}
        envelope = {"community": HERE, "device": device, "channel": "alarm", "principal": principal}
        envelope |= {"received": int(time.time() * 1000)}
        envelope |= {"payload": base64.b64encode(json.dumps(said).encode()).decode()}
        about = {"eventSourceARN": "arn:aws-cn:sqs:cn-north-1:000000000000:linli-test-x-alarm"}
        return {"messageId": f"m{seq}", "body": json.dumps(envelope), "attributes": {}, **about}

    return record


@pytest.fixture
def end():
    def end(*certificates, first_boot=0):
        from events.devices import CertificatesEnded
        from linli import barred

        about = {"community": HERE, "at": datetime.now(UTC), "device_id": "MH-1"}
        about |= {"owner": "facilities", "first_boot": first_boot}
        barred.end(CertificatesEnded(**about, certificates=certificates))

    return end


def test_nothing_is_taken_by_a_certificate_that_ended(listener, record, end, row):
    old, new = "a" * 64, "b" * 64
    assert listener(record(1, old)) == [("MH-1", 1)]
    end(old)
    end(old, "c" * 64)
    from linli import barred

    barred.forget()  # half a minute later
    assert listener(record(2, old), record(3, new)) == [("MH-1", 1), ("MH-1", 3)]
    assert is_counted_alone(row, 2)


def test_what_no_replay_could_take_is_not_kept_either(listener, record, end, row):
    """It may be of a person who agreed to be measured until then, and no longer."""
    end("a" * 64)
    for _ in range(2):  # and once more
        listener(record(2, "a" * 64))
    assert is_counted_alone(row, 2)


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


def test_what_was_read_is_not_read_again(row, end, monkeypatch):
    """However many ended in a week: each look reads what is new, and a little from before."""
    from linli import barred

    end(*(f"{n:064x}" for n in range(5)))
    barred.forget()
    assert len(barred.known()) == 5
    read, later = [], time.monotonic() + barred.CACHED + 5
    partition = barred.partition

    def counted(*args, **how):
        found = partition(*args, **how)
        read.extend(found)
        return found

    monkeypatch.setattr(barred, "partition", counted)
    monkeypatch.setattr(barred, "LATE", timedelta())
    monkeypatch.setattr(time, "monotonic", lambda: later)
    barred.known()
    read.clear()
    end("a" * 64)
    monkeypatch.setattr(time, "monotonic", lambda: later + barred.CACHED + 5)
    assert len(barred.known()) == 6
    assert [one.certificate for one in read] == ["a" * 64]


def is_counted_alone(row, seq):
    from linli import refusals

    around = datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC) + timedelta(hours=1)
    named, _ = refusals.refused("MH-1", *around)
    return seq in {one for _, one in named} and not [*row.query(f"quarantine#m{seq}")]


def why(row, seq):
    [kept] = row.query(f"quarantine#m{seq}")
    return json.loads(kept.body)["why"]


FIRST = 10**9  # boot of the second certificate


def test_however_far_a_unit_was_the_next_one_begins_anew(listener, record, end, row):
    """docs/decisions/0026: boots are counted from the certificate."""
    old, new = "a" * 64, "b" * 64
    listener(record(7, old, boot=FIRST * 4000))
    assert listener(record(1, new, boot=FIRST))[1:] == []  # that one is still the place's
    assert why(row, 1) == "boot-went-back"
    end(old, first_boot=FIRST)
    assert listener(record(2, new, boot=FIRST))[1:] == [("MH-1", 2)]
    assert listener(record(2, new, boot=FIRST), record(3, new, boot=FIRST))[2:] == [("MH-1", 3)]
    assert listener(record(4, new, boot=5))[3:] == []
    assert why(row, 4) == "boot-went-back"


def test_what_the_former_unit_had_on_its_way_does_not_set_it_back(listener, record, end, row):
    from linli import barred

    old, new = "a" * 64, "b" * 64
    listener(record(7, old, boot=FIRST * 4000))
    barred.known()  # and is known so for half a minute
    end(old, first_boot=FIRST)
    listener(record(1, new, boot=FIRST))
    assert listener(record(8, old, boot=FIRST * 4000 + 1))[2:] == []
    assert is_counted_alone(row, 8)
    assert listener(record(2, new, boot=FIRST))[2:] == [("MH-1", 2)]


def test_who_changes_its_certificate_goes_on_where_it_was(listener, record, row):
    """In a rotation both are good for a week: nothing begins anew."""
    old, new = "a" * 64, "b" * 64
    assert listener(record(7, old), record(8, old)) == [("MH-1", 7), ("MH-1", 8)]
    assert listener(record(9, new), record(8, new))[2:] == [("MH-1", 9)]
    assert listener(record(1, new, boot=0))[3:] == []
    assert why(row, 1) == "boot-went-back"
