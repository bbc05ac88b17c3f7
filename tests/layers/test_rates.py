"""So many in a window of time, whoever counts."""

from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime(2026, 11, 25, 12, 0, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def taken(name, most, at=NOW, per=MINUTE):
    """True, or the seconds after which to ask again."""
    from linli import rates
    from linli.errors import TooMany

    try:
        rates.take(name, most, per, at)
    except TooMany as refusal:
        return refusal.retry_after_seconds
    return True


def test_so_many_in_a_window_and_no_more(row):
    assert [taken("a", 2) for _ in range(4)] == [True, True, 30, 30]
    assert taken("a", 2, NOW + timedelta(seconds=29)) == 1
    assert taken("a", 2, NOW + timedelta(seconds=30)) is True


def test_each_name_has_its_own(row):
    assert [taken("a", 1), taken("b", 1), taken("a", 1)] == [True, True, 30]


def test_none_is_none(row):
    assert taken("a", 0) == 30
    assert row.count("rate#a#29669280") == 0


def test_a_refused_one_does_not_count(row):
    for _ in range(5):
        taken("a", 1)
    [counter] = list(row.scan())
    assert counter.version == 1


def test_a_counter_goes_by_itself_and_lies_in_no_list(row):
    taken("a", 1)
    [counter] = list(row.scan())
    assert 60 <= counter.expires - datetime.now(UTC).timestamp() <= 3600 + 60
    assert (counter.list, counter.due, counter.untold, counter.events) == (None,) * 4


def test_another_error_of_the_table_is_no_answer(row, monkeypatch):
    from botocore.exceptions import ClientError
    from pynamodb.exceptions import UpdateError

    def broken(*_, **__):
        raise UpdateError(cause=ClientError({"Error": {"Code": "AccessDenied"}}, "UpdateItem"))

    monkeypatch.setattr(row, "update", broken)
    with pytest.raises(UpdateError):
        taken("a", 1)
