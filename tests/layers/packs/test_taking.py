"""A batch: what is calm is written and nothing more; what is loud is folded too."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)


@pytest.fixture
def seen():
    return SimpleNamespace(folded=[], settled=[], alarmed=set())


@pytest.fixture
def run(row, seen, stopped):
    from linli.messages import Message
    from linli.packs.taking import Ways
    from linli.telemetry import Listener

    stopped(NOON)

    def fold(device, messages):
        if device.id == "BAD":
            raise RuntimeError
        seen.folded += [(device.id, message.seq) for message in messages]
        return []

    def calm(device, messages):
        said = (sample for message in messages for sample in message.samples)
        return all(sample.measures["level"] <= 10 for sample in said)

    ways = Ways(
        channels={"reading"},
        kept=lambda _: timedelta(days=400),
        known=lambda devices: {device for device in devices if device.id != "XX"},
        calm=calm,
        alarmed=lambda devices: {device for device in devices if device.id in seen.alarmed},
        settle=lambda device, messages: seen.settled.append(device.id),
    )
    listener = Listener({"reading": (Message, fold), "alarm": (Message, fold)}, ways)

    def run(*records):
        answer = listener.handler({"Records": list(records)}, CONTEXT)
        return [one["itemIdentifier"] for one in answer["batchItemFailures"]]

    return run


def kept(row, thing):
    from linli.packs import reading

    return [(p.seq, p.measures["level"]) for p in reading.between(thing, NOON - DAYS, NOON + DAYS)]


DAYS = timedelta(days=8)


def why(row, name):
    import json

    return [json.loads(one.body)["why"] for one in row.query(f"quarantine#{name}")]


def test_a_hundred_calm_messages_of_twenty_devices_are_four_calls(run, record, message, calls):
    batch = [
        record(f"MH-{n % 20}", message(n, *((-minute, 5) for minute in range(10))))
        for n in range(100)
    ]
    assert run(*batch) == []  # and notes that they spoke that day
    calls.clear()
    assert run(*batch) == []
    assert calls == ["BatchWriteItem"] * 4


def test_calm_messages_are_kept_and_not_folded(run, record, message, row, seen):
    one = record("MH-1", message(1, (-1, 5)))
    assert run(one, one) == []
    assert run(one) == []
    assert kept(row, "MH-1") == [(1, 5)]
    assert seen.folded == []


def test_what_is_loud_is_folded_and_kept_and_told_again(run, record, message, row, seen):
    batch = [record("MH-1", message(1, (-2, 5))), record("MH-1", message(2, (-1, 11)))]
    assert run(*batch, record("MH-2", message(1, (-1, 5)))) == []
    assert seen.folded == [("MH-1", 1), ("MH-1", 2)]
    assert seen.settled == ["MH-1"]
    assert kept(row, "MH-1") == [(1, 5), (2, 11)]


def test_while_an_alarm_is_open_all_is_folded(run, record, message, row, seen):
    seen.alarmed.add("MH-1")
    assert run(record("MH-1", message(1, (-1, 5)))) == []
    assert seen.folded == [("MH-1", 1)]
    assert kept(row, "MH-1") == [(1, 5)]


def test_other_channels_are_as_ever(run, record, message, row, seen):
    assert run(record("MH-1", message(1, (-1, 5)), channel="alarm")) == []
    assert seen.folded == [("MH-1", 1)]
    assert kept(row, "MH-1") == []


def test_what_was_said_seven_days_ago_is_kept_and_what_is_older_waits(run, record, message, row):
    week = 7 * 24 * 60
    assert run(record("MH-1", message(1, (1 - week, 5)))) == []
    assert run(record("MH-1", message(2, (-1 - week, 5)))) == []
    assert kept(row, "MH-1") == [(1, 5)]
    assert why(row, "MH-1-2") == ["too-old"]


def test_what_is_over_a_day_ahead_waits_and_holds_nothing_up(run, record, message, row):
    ahead = record("MH-1", message(1, (24 * 60 + 1, 5)))
    assert run(ahead, record("MH-1", message(2, (0, 6)))) == []
    assert kept(row, "MH-1") == [(2, 6)]
    assert why(row, "MH-1-1") == ["in-the-future"]


def test_a_clock_that_is_ahead_is_put_back_and_blocks_no_newer_sample(run, record, message, row):
    from linli.packs import reading

    assert run(record("MH-1", message(1, (60, 5)))) == []
    later = NOON + timedelta(minutes=1)
    assert run(record("MH-1", message(2, (1, 6)), received=later)) == []
    assert reading.latest("MH-1").measures == {"level": 6}


def test_a_device_that_nobody_registered_waits(run, record, message, row):
    assert run(record("XX", message(1, (-1, 5))), record("MH-1", message(1, (-1, 5)))) == []
    assert kept(row, "XX") == []
    assert why(row, "XX-1") == ["unknown-device"]


def test_what_is_refused_once_it_is_folded_is_not_kept(run, record, message, row):
    assert run(record("MH-1", message(5, (-1, 11), boot=2))) == []
    assert run(record("MH-1", message(6, (-1, 12), boot=1))) == []
    assert kept(row, "MH-1") == [(5, 11)]
    assert why(row, "MH-1-6") == ["boot-went-back"]


def test_what_could_not_be_written_comes_back_alone(run, record, message, row, monkeypatch):
    from linli.packs import keeping

    through = keeping.client()

    def some(RequestItems):  # noqa: N803 - as DynamoDB names it
        [(table, items)] = RequestItems.items()
        through.batch_write_item(RequestItems={table: items[1:]})
        return {"UnprocessedItems": {table: items[:1]}}

    monkeypatch.setattr(keeping, "PAUSE", 0)
    stub = SimpleNamespace(batch_write_item=some, query=through.query)
    monkeypatch.setattr(keeping, "client", lambda: stub)
    batch = [record(f"MH-{n}", message(1, (-1, n))) for n in range(5)]
    assert run(*batch) == ["MH-0-1"]
    assert [n for n in range(5) if kept(row, f"MH-{n}")] == [1, 2, 3, 4]


def test_a_device_that_fails_to_fold_comes_back_alone_and_is_kept_once(run, record, message, row):
    batch = [record("BAD", message(1, (-1, 11))), record("MH-1", message(1, (-1, 11)))]
    assert run(*batch) == ["BAD-1"]
    assert run(batch[0]) == ["BAD-1"]
    assert kept(row, "BAD") == [(1, 11)]
    assert kept(row, "MH-1") == [(1, 11)]


@pytest.mark.parametrize("where", ["known", "calm"])
def test_one_that_breaks_what_is_done_for_all_fails_alone(record, message, row, where, monkeypatch):
    """As a row that nobody can read does, among the devices of a batch."""
    from linli.messages import Message
    from linli.packs.taking import Ways
    from linli.telemetry import Listener

    asked = []

    def known(devices):
        asked.append([*devices])
        if where == "known" and any(device.id == "BROKEN" for device in asked[-1]):
            raise ValueError("not a device")
        return set(asked[-1])

    def calm(device, messages):
        if where == "calm" and device.id == "BROKEN":
            raise KeyError("kind")
        return True

    more = {"alarmed": lambda devices: set(), "settle": lambda device, messages: None}
    ways = Ways({"reading"}, lambda _: timedelta(days=400), known, calm, **more)
    listener = Listener({"reading": (Message, lambda device, messages: [])}, ways)
    things = [f"MH-{n}" for n in range(40)]
    things.insert(17, "BROKEN")
    batch = [record(thing, message(1, (-1, 5))) for thing in things]
    answer = listener.handler({"Records": batch}, CONTEXT)
    assert [one["itemIdentifier"] for one in answer["batchItemFailures"]] == ["BROKEN-1"]
    assert [len(kept(row, thing)) for thing in things if thing != "BROKEN"] == [1] * 40
    assert len(asked) < 20


def test_where_all_is_broken_it_is_not_tried_for_ever(run, record, message, monkeypatch):
    from linli.packs import bisection, taking

    tried = []

    def broken(own, ways):
        tried.append(own)
        raise ValueError("all")

    monkeypatch.setattr(taking, "_sorted", broken)
    batch = [record(f"MH-{n}", message(1, (-1, 5))) for n in range(250)]
    assert len(run(*batch)) == 250
    assert len(tried) <= 2 * bisection.SPLITS + 1


def test_a_table_that_fails_is_asked_once(run, record, message, monkeypatch):
    from pynamodb.exceptions import GetError

    from linli.packs import taking

    tried = []

    def broken(own, ways):
        tried.append(own)
        raise GetError("throttled")

    monkeypatch.setattr(taking, "_sorted", broken)
    assert len(run(*(record(f"MH-{n}", message(1, (-1, 5))) for n in range(3)))) == 3
    assert len(tried) == 1


def test_of_a_call_the_table_refuses_one_row_alone(run, record, message, row):
    """It is larger than the table takes."""
    from linli.packs import keeping

    rows = [{"pk": {"S": f"pack#MH-{n}"}, "sk": {"S": "1"}, "b": {"S": "x"}} for n in range(5)]
    rows[3]["b"] = {"S": "x" * 500_000}
    assert keeping.put_rows(rows) == {("pack#MH-3", "1")}
    assert [len([*row.query(f"pack#MH-{n}")]) for n in range(5)] == [1, 1, 1, 0, 1]
