"""What comes by a certificate that ended is taken by nobody, whatever it says."""

import base64
import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import CONTEXT

HERE = "140105001001"
NOW = datetime.now(UTC)


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
    def record(seq, principal, device="MH-1", boot=1, ago=0):
        at = (datetime.now(UTC) - timedelta(seconds=ago)).isoformat()
        said = {"v": 1, "boot": boot, "seq": seq, "samples": [{"at": at, "measures": {"x": 1}}]}
        envelope = {"community": HERE, "device": device, "channel": "alarm", "principal": principal}
        envelope |= {"received": int((time.time() - ago) * 1000)}
        envelope |= {"payload": base64.b64encode(json.dumps(said).encode()).decode()}
        about = {"eventSourceARN": "arn:aws-cn:sqs:cn-north-1:000000000000:linli-test-x-alarm"}
        return {"messageId": f"m{seq}", "body": json.dumps(envelope), "attributes": {}, **about}

    return record


@pytest.fixture
def signal(record):
    from linli.signals import Signal

    return lambda principal: Signal.model_validate_json(record(1, principal)["body"])


@pytest.fixture
def end():
    def end(*certificates, first_boot=0, ago=None):
        """`ago` are the seconds since they were good; else nothing by them was ever."""
        from events.devices import CertificatesEnded
        from linli import barred

        about = {"community": HERE, "at": datetime.now(UTC), "device_id": "MH-1"}
        about |= {"owner": "facilities", "first_boot": first_boot}
        if ago is not None:
            about["valid_until"] = datetime.now(UTC) - timedelta(seconds=ago)
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
    assert barred.known().keys() == set(certificates)
    barred.forget()


def test_a_start_costs_a_query_for_each_thousand(row, signal, calls):
    """However many of them are known, what comes then asks for nothing more."""
    from linli import barred
    from linli.table import Row

    with Row.batch_write() as batch:
        for n in range(2_500):
            one = barred.Barred(certificate=f"{n:064x}", place=f"{barred._since(NOW)}#{n:064x}")
            batch.save(Row("barred", one.place, version=1, body=one.model_dump_json(), commit="x"))
    barred.forget()
    calls.clear()
    assert len(barred.known()) == 2_500
    assert calls == ["Query"] * 3
    assert barred.bars(signal(f"{7:064x}"), NOW)
    assert not barred.bars(signal("f" * 64), NOW)
    assert calls == ["Query"] * 3
    barred.forget()


def test_what_the_broker_had_while_it_was_good_is_taken_whenever_it_is_read(
    listener, record, end, row
):
    """A worker died, a queue stood still, or dead letters were sent again after a rotation."""
    from linli import barred

    old = "a" * 64
    end(old, ago=60)
    barred.forget()
    assert listener(record(1, old, ago=61)) == [("MH-1", 1)]
    assert listener(record(1, old, ago=61), record(2, old, ago=59)) == [("MH-1", 1)]
    assert is_counted_alone(row, 2)


def test_what_lay_dead_for_longer_than_ends_are_read_is_asked_of_its_device(
    listener, record, end, row
):
    from linli import barred

    old, days = "a" * 64, 10 * 86_400
    end(old, ago=days)
    for one in row.query("barred"):  # their time was over
        one.delete()
    barred.forget()
    assert listener(record(1, old, ago=days + 60), record(2, old, ago=days - 60)) == [("MH-1", 1)]
    assert is_counted_alone(row, 2, ago=days)


def test_of_two_ends_the_earlier_counts(row, end, signal):
    from linli import barred

    old, hour = "a" * 64, timedelta(hours=1)
    now = datetime.now(UTC)
    for ago in (60, 7200, 60):
        end(old, ago=ago)
    barred.forget()
    assert barred.bars(signal(old), now - hour)
    assert barred.of("MH-1").bars(old, now - hour)
    assert not barred.bars(signal(old), now - 3 * hour)
    assert not barred.of("MH-1").bars(old, now - 3 * hour)
    end(old)
    barred.forget()
    assert barred.bars(signal(old), now - 3 * hour)
    assert barred.of("MH-1").bars(old, now - 3 * hour)


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


def is_counted_alone(row, seq, ago=0):
    from linli import refusals

    when = datetime.now(UTC) - timedelta(seconds=ago)
    around = when - timedelta(hours=1), when + timedelta(hours=1)
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


def test_what_the_former_unit_said_while_it_was_good_is_taken_once_and_sets_nothing_back(
    listener, record, end, row
):
    old, new = "a" * 64, "b" * 64
    listener(record(7, old, boot=FIRST * 4000, ago=90))
    end(old, first_boot=FIRST, ago=60)
    listener(record(1, new, boot=FIRST))
    late = record(8, old, boot=FIRST * 4000, ago=80)
    assert listener(late)[2:] == [("MH-1", 8)]
    again = [late, record(7, old, boot=FIRST * 4000, ago=90), record(1, new, boot=FIRST)]
    assert listener(*again)[3:] == []
    assert listener(record(9, old, boot=FIRST * 4000 - 1, ago=85))[3:] == []
    assert why(row, 9) == "boot-went-back"
    assert listener(record(2, new, boot=FIRST))[3:] == [("MH-1", 2)]
    assert listener(record(10, old, boot=FIRST * 4001, ago=50))[4:] == []
    assert is_counted_alone(row, 10)


def test_so_is_what_it_said_where_the_next_spoke_before_that_was_known(listener, record, end, row):
    old, new = "a" * 64, "b" * 64
    listener(record(7, old, ago=90))
    listener(record(1, new, boot=FIRST))
    end(old, first_boot=FIRST, ago=60)
    late = record(8, old, ago=80)
    assert listener(late, record(7, old, ago=90))[2:] == [("MH-1", 8)]
    assert listener(late, record(2, new, boot=FIRST))[3:] == [("MH-1", 2)]


def test_who_changes_its_certificate_goes_on_where_it_was(listener, record, row):
    """In a rotation both are good for a week: nothing begins anew."""
    old, new = "a" * 64, "b" * 64
    assert listener(record(7, old), record(8, old)) == [("MH-1", 7), ("MH-1", 8)]
    assert listener(record(9, new), record(8, new))[2:] == [("MH-1", 9)]
    assert listener(record(1, new, boot=0))[3:] == []
    assert why(row, 1) == "boot-went-back"


def test_in_a_rotation_what_the_former_certificate_has_on_its_way_is_taken(listener, record, row):
    """It is good for a week; the next unit counts its boots from its own."""
    old, new = "a" * 64, "b" * 64
    listener(record(7, old), record(1, new, boot=FIRST))
    late = record(8, old)
    assert listener(late)[2:] == [("MH-1", 8)]
    again = [late, record(7, old), record(1, new, boot=FIRST)]
    assert listener(*again, record(2, new, boot=FIRST))[3:] == [("MH-1", 2)]
    assert listener(record(9, old, boot=0), record(3, new, boot=FIRST - 1))[4:] == []
    assert (why(row, 9), why(row, 3)) == ("boot-went-back", "boot-went-back")
    assert listener(record(5, old, boot=FIRST * 3), record(4, new, boot=FIRST))[4:] == [
        ("MH-1", 4),
        ("MH-1", 5),
    ]


def test_a_third_certificate_is_judged_by_its_own_numbers(listener, record, end, row):
    first, second, third = "a" * 64, "b" * 64, "c" * 64
    listener(record(7, first, boot=5, ago=90), record(1, second, boot=FIRST, ago=70))
    end(first, first_boot=FIRST, ago=60)
    end(second, first_boot=2 * FIRST, ago=40)
    assert listener(record(1, third, boot=2 * FIRST))[2:] == [("MH-1", 1)]
    late = [record(8, first, boot=5, ago=80), record(2, second, boot=FIRST, ago=65)]
    assert listener(*late)[3:] == [("MH-1", 8), ("MH-1", 2)]
    again = [*late, record(7, first, boot=5, ago=90), record(1, second, boot=FIRST, ago=70)]
    assert listener(*again, record(2, third, boot=2 * FIRST))[5:] == [("MH-1", 2)]
