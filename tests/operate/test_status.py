"""What `./linli status` says of a city; where the figures come from is a city test's."""

import json
from datetime import UTC, datetime, timedelta

from linli.counted import Counted
from operate.commands import status as command
from operate.queues import Queue
from operate.rows import Open
from operate.status import Feature, Status

AT = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


def feature(**changes):
    queues = [Queue("linli-x-facilities-alarm", "u", 3, 1, 75.0), dead(changes.pop("dead", 0))]
    calm = Feature("facilities", AT, queues, 0, 0, 2, Open(5, 0, 0), 4, 200_000_000)
    return calm._replace(**changes)


def dead(waiting):
    return Queue("linli-x-facilities-dead", "u", waiting, 0, 9_999.0 if waiting else None)


def shown(*features):
    from rich.console import Console

    console = Console(width=80, record=True)
    console.print(command._table(Status("x", AT, list(features))))
    return console.export_text()


def test_it_fits_a_terminal_of_eighty_columns():
    text = shown(feature(), feature(name="incidents", last_message=None))
    assert "facilities" in text
    assert "…" not in text
    assert "200 \n" in text


def test_nothing_is_cut_off_when_all_is_long():
    now = datetime.now(UTC)
    late = Queue("linli-x-environment-alarm", "u", 12_345, 0, 59 * 60)
    told = shown(
        feature(
            name="environment",
            last_message=now - timedelta(minutes=17),
            queues=[late, dead(1_234)],
            memory=1_180_000_000,
        )
    )
    assert "1180" in told
    assert "…" not in told


def test_what_waits_is_told_apart_from_what_is_dead():
    one = feature(dead=2)
    assert (one.waiting, one.oldest, one.dead) == (4, 75.0, 2)


def test_only_what_a_person_must_do_needs_a_person():
    assert not Status("x", AT, [feature()]).needs_a_person
    for changed in (
        feature(dead=1),
        feature(quarantine=1),
        feature(driven=Open(5, 1, 0)),
        feature(driven=Open(5, 0, 1)),
    ):
        assert Status("x", AT, [changed]).needs_a_person


def test_a_program_reads_the_same():
    told = json.loads(json.dumps(command.plain(Status("x", AT, [feature(dead=1)]))))
    assert told["needs_a_person"] is True
    assert told["features"][0]["queues"][1] == {
        "name": "linli-x-facilities-dead",
        "url": "u",
        "waiting": 1,
        "in_flight": 0,
        "age": 9_999.0,
    }


def test_days_of_the_archive_that_are_in_doubt_need_a_person():
    from operate.status import doubted

    good = {"wrong": [], "compared_at": "2026-11-24T00:00:00Z"}
    new = {"wrong": [], "compared_at": None}
    assert doubted([]) == doubted([good, new, new]) == 0
    assert doubted([new, good, good]) == 1
    assert doubted([good, {"wrong": ["a"], "compared_at": None}]) == 1
    assert Status("x", AT, [feature(archive=1)]).needs_a_person


def test_what_was_counted_and_somebody_has_to_act_on_needs_a_person():
    from operate.status import called

    counted = {"TooDense": 3, "HintsNotSent": 2, "Quarantined": 1, "NotMade": 1}
    assert called(counted) == {Counted.TOO_DENSE: 3, Counted.NOT_MADE: 1}
    assert Status("x", AT, [feature(counted={Counted.TOO_DENSE: 3})]).needs_a_person
    waits = feature(counted={Counted.NOT_MADE: 1})  # it is tried again by itself
    assert not Status("x", AT, [waits]).needs_a_person


def test_the_operator_reads_what_he_is_to_do(monkeypatch, capsys):
    from operate import here, status

    dense = feature(counted={Counted.TOO_DENSE: 3})
    monkeypatch.setattr(here, "current", lambda: None)
    monkeypatch.setattr(status, "of", lambda _: Status("x", AT, [dense]))
    command.show()
    told = " ".join(capsys.readouterr().out.split())
    assert "facilities, TooDense × 3 in the last hour: A device measures so often" in told
