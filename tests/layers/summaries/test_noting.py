"""What a worker notes: a thing each day, what came late, and hours of very much; once."""

from datetime import UTC, datetime, timedelta

import pytest

HERE = "140105001001"
MIDNIGHT = datetime(2026, 6, 1, 16, tzinfo=UTC)  # by the wall
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
KEPT = timedelta(days=400)


@pytest.fixture
def clock(monkeypatch):
    """clock(minutes after midnight)"""
    from linli import clock

    def set_(minutes):
        monkeypatch.setattr(clock, "now", lambda _: MIDNIGHT + minutes * MINUTE)

    set_(60)
    return set_


@pytest.fixture
def notes(row, monkeypatch, clock):
    from linli.summaries import noting

    monkeypatch.setattr(noting, "notes", noting.Notes())
    return noting


@pytest.fixture
def hear(notes):
    from linli.messages import Message
    from linli.signals import Device

    def hear(thing, *minutes):
        said = [
            {"at": (MIDNIGHT + at * MINUTE).isoformat(), "measures": {"x": 1}} for at in minutes
        ]
        message = Message.model_validate({"v": 1, "boot": 1, "seq": 1, "samples": said})
        return notes.note({Device(thing, HERE, "reading"): [message]}, lambda _: KEPT)

    return hear


def heard(days):
    from linli.summaries import noted

    at = MIDNIGHT + days * DAY
    return [thing for shard in range(8) for thing in noted.things(at, shard)]


def anew(minutes):
    from linli.summaries import noted

    at = MIDNIGHT + minutes * MINUTE
    found = [noted.hour(one) for shard in range(8) for one in noted.hours(at, shard)]
    return [(thing, (hour - MIDNIGHT) // HOUR) for thing, hour in found]


def test_a_thing_is_noted_once_for_each_day_it_speaks_of(hear, calls):
    assert hear("TX-1", 55, 58)
    calls.clear()
    assert hear("TX-1", 59)
    assert calls == []
    assert hear("TX-1", -3, 59)
    assert heard(0) == heard(-1) == ["TX-1"]
    assert heard(1) == []


def test_a_message_that_spans_days_is_noted_for_each(hear):
    hear("TX-1", -2000, 30, 50)
    assert [heard(days) for days in (-2, -1, 0)] == [["TX-1"], [], ["TX-1"]]


def test_what_workers_noted_twice_is_one(hear, notes, monkeypatch):
    hear("TX-1", 50)
    hear("TX-2", 50)
    monkeypatch.setattr(notes, "notes", notes.Notes())
    hear("TX-2", 51)
    hear("TX-1", 51)
    assert sorted(heard(0)) == ["TX-1", "TX-2"]


def test_what_comes_late_has_its_hour_made_anew_by_the_next_quarter(hear, clock):
    clock(60 + 3)  # its hour is made five minutes after, and was to be written a minute before
    hear("TX-1", 59)
    assert anew(60) == []
    clock(60 + 4)
    hear("TX-2", 59, 61)
    assert anew(60) == [("TX-2", 0)]
    clock(190)
    hear("TX-2", 0, 60, 185)
    assert anew(180) == [("TX-2", 0), ("TX-2", 1)]


def test_late_again_in_the_same_quarter_costs_nothing_and_in_the_next_it_counts(hear, clock, calls):
    clock(190)
    hear("TX-1", 10)
    calls.clear()
    hear("TX-1", 11)
    assert calls == []
    clock(195)
    hear("TX-1", 12)
    assert anew(195) == [("TX-1", 0)]


def test_the_hours_of_a_thing_that_says_very_much_are_made_when_they_are_over(hear, notes, calls):
    from linli.summaries import remembering

    for n in range(remembering.MANY - 1):
        hear("TX-1", n)
    assert anew(60) == []
    hear("TX-1", 40)
    assert anew(60) == [("TX-1", 0)]
    calls.clear()
    hear("TX-1", 41)
    assert calls == []


def test_what_could_not_be_written_is_not_remembered(hear, monkeypatch):
    from linli.packs import keeping

    with monkeypatch.context() as broken:
        broken.setattr(keeping, "put_rows", lambda rows: {("pk", "sk")})
        assert not hear("TX-1", 50)
    assert hear("TX-1", 50)
    assert heard(0) == ["TX-1"]


def test_a_batch_is_a_row_of_each_shard(notes, clock, calls, row):
    from linli.messages import Message
    from linli.signals import Device

    said = [{"at": MIDNIGHT.isoformat(), "measures": {"x": 1}}]
    message = Message.model_validate({"v": 1, "boot": 1, "seq": 1, "samples": said})
    notes.note({Device(f"TX-{n}", HERE, "reading"): [message] for n in range(100)}, lambda _: KEPT)
    assert len(list(row.scan())) == notes.SHARDS
    assert len(heard(0)) == 100


def test_what_could_not_be_noted_is_noted_with_the_next(hear, notes, monkeypatch):
    from linli.packs import keeping
    from linli.summaries import remembering

    for n in range(remembering.MANY - 1):
        hear("TX-1", n)
    with monkeypatch.context() as broken:
        broken.setattr(keeping, "put_rows", lambda rows: {("heard", "1")})
        assert not hear("TX-1", 40)
    assert anew(60) == []
    hear("TX-1", 40)
    assert anew(60) == [("TX-1", 0)]
