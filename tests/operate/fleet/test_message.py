"""Messages are numbered so that nobody takes an old one for a new one."""

import json
from datetime import UTC, datetime, timedelta

from linli.messages import Answer, Message
from operate.fleet.message import Counter, answer, readings

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


def test_a_boot_grows_with_each_start_and_its_count_begins_again(tmp_path):
    file = tmp_path / "fleet/MH-1.json"
    first = Counter(file)
    assert [first.next()["seq"], first.next()["seq"]] == [0, 1]
    again = Counter(file)
    assert again.boot == first.boot + 1
    assert again.next()["seq"] == 0


def test_readings_are_what_the_city_reads(tmp_path):
    head = Counter(tmp_path / "x.json").next()
    samples = [
        {"measures": {"tilt_degrees": 3.0}},
        {"at": "2026-11-25T08:00:00Z", "measures": {"a": 1}},
    ]
    message = Message.model_validate_json(readings(head, samples, NOW))
    assert message.samples[0].at == NOW
    assert message.samples[1].at.hour == 8
    assert message.samples[1].at.minute == 0


def test_an_answer_is_what_the_city_reads(tmp_path):
    head = Counter(tmp_path / "x.json").next()
    said = Answer.model_validate_json(answer(head, "c-1", "done", NOW))
    assert (said.command, said.outcome, said.at) == ("c-1", "done", NOW)
    assert json.loads(answer(head, "c-1", "done", NOW))["at"] == "2026-11-25T08:30:00Z"


def test_a_report_says_which_numbers_were_given_since_the_last_and_before(tmp_path):
    count = Counter(tmp_path / "one.json")
    assert json.loads(count.report(timedelta()))["spans"] == []
    for _ in range(3):
        count.next()
    count.aside()
    [first] = json.loads(count.report(timedelta()))["spans"]
    assert (first["boot"], first["first"], first["last"]) == (1, 0, 2)
    assert first["begins"] < first["ends"]
    count.next()
    spans = json.loads(count.report(timedelta(hours=1)))["spans"]
    assert [(one["first"], one["last"]) for one in spans] == [(0, 2), (3, 3)]
    assert len(json.loads(count.report(timedelta()))["spans"]) == 2


def test_what_was_sent_before_a_restart_is_still_told_of_after_it(tmp_path):
    file = tmp_path / "MH-1.json"
    first = Counter(file)
    first.next()
    first.report(timedelta())
    for _ in range(3):
        first.next()
    first.rest(timedelta())
    again = Counter(file)
    again.next()
    spans = json.loads(again.report(timedelta()))["spans"]
    told = [(one["boot"], one["first"], one["last"]) for one in spans]
    assert told == [(1, 0, 0), (1, 1, 3), (2, 0, 0)]


def test_one_that_is_killed_has_told_of_what_it_reported(tmp_path):
    file = tmp_path / "MH-1.json"
    first = Counter(file)
    first.next()
    first.report(timedelta())
    first.next()
    spans = json.loads(Counter(file).report(timedelta()))["spans"]
    assert [(one["boot"], one["first"], one["last"]) for one in spans] == [(1, 0, 0)]
