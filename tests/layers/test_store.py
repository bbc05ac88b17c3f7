"""What a row keeps, who wins a race, and by what a noun is found again."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from events.accounts import CommunityClosed
from linli.errors import Conflict, Invalid, NotFound

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HERE = "140105001001"


def thing(**changes):
    from linli.model import Driven

    return Driven(**{"id": "1", "community": HERE, "stage": "new"} | changes)


def write(noun=None, sk="thing", **more):
    from linli.store import Write

    noun = noun or thing()
    return Write(f"thing#{noun.id}", sk, noun, **more)


def loaded(noun_id="1"):
    from linli.model import Driven
    from linli.store import load

    return load(f"thing#{noun_id}", "thing", Driven)


def test_a_noun_comes_back_with_its_version(row):
    from linli.store import commit

    commit(write())
    assert loaded() == thing(version=1)
    commit(write(loaded().model_copy(update={"stage": "old"})))
    assert (loaded().stage, loaded().version) == ("old", 2)


def test_what_is_not_there_is_refused_or_none(row):
    from linli.model import Driven
    from linli.store import commit, find

    assert find("thing#1", "thing", Driven) is None
    with pytest.raises(NotFound):
        loaded()
    commit(write())
    assert find("thing#1", "thing", Driven) == loaded()


def test_the_second_of_two_writers_is_told(row):
    from linli.store import commit

    commit(write())
    mine, yours = loaded(), loaded()
    commit(write(mine))
    with pytest.raises(Conflict):
        commit(write(yours))
    with pytest.raises(Conflict):
        commit(write())  # new, as if nobody had made it


def test_several_rows_are_written_or_none(row):
    from linli.store import commit

    commit(write())
    with pytest.raises(Conflict):
        commit(write(thing(id="2")), write())
    with pytest.raises(NotFound):
        loaded("2")
    commit(write(thing(id="2")), write(thing(id="3")))
    assert loaded("3").version == 1


def test_a_lost_answer_is_not_a_lost_race(row, monkeypatch):
    """The write is done, its answer lost, the client tries again and fails its own condition."""
    from linli.store import commit
    from linli.table import Row

    first = Row.update

    def twice(self, *args, **kwargs):
        first(self, *args, **kwargs)
        return first(self, *args, **kwargs)

    monkeypatch.setattr(Row, "update", twice)
    commit(write())
    assert loaded().version == 1


def test_events_ride_on_the_row_with_id_and_version(row):
    from linli.store import commit

    event = CommunityClosed(community=HERE, at=NOON)
    commit(write(events=(event, event)))
    commit(write(loaded(), events=(event,)))
    [kept] = row.query("thing#1")
    details = [json.loads(telling)[1] for telling in kept.events]
    assert [detail["version"] for detail in details] == [1, 1, 2]
    assert len({detail["event_id"] for detail in details}) == 3
    assert kept.untold


def test_what_is_due_or_listed_is_found_until_it_no_longer_is(row):
    from linli.model import Driven
    from linli.store import commit, listing
    from linli.table import shard

    commit(write(due=NOON, listed=("open", "b")))
    commit(write(thing(id="2"), listed=("open", "a")))
    commit(write(thing(id="3"), listed=("open", "c")))
    [due] = row.by_due.query(shard("thing#1"))
    assert (due.pk, due.due) == ("thing#1", "2026-06-01T12:00:00.000000+00:00")
    page = listing("open", Driven, limit=2)
    assert [noun.id for noun in page.items] == ["2", "1"]
    rest = listing("open", Driven, limit=2, after=page.next)
    assert ([noun.id for noun in rest.items], rest.next) == (["3"], None)
    assert [n.id for n in listing("open", Driven, newest=True).items] == ["3", "1", "2"]
    commit(write(loaded()))
    assert list(row.by_due.query(shard("thing#1"))) == []
    assert [noun.id for noun in listing("open", Driven).items] == ["2", "3"]


def test_a_whole_list_is_read_page_by_page_and_no_further_than_it_is_asked_for():
    from linli.store import Page, every

    asked = []

    def page(after):
        asked.append(after)
        return Page([f"{after}1", f"{after}2"], {"": "a", "a": "b"}.get(after))

    assert list(every(page)) == ["1", "2", "a1", "a2", "b1", "b2"]
    assert list(every(page, "b")) == ["b1", "b2"]
    asked.clear()
    read = every(page)
    assert ([next(read) for _ in range(2)], asked) == (["1", "2"], [""])


def test_a_partition_is_read_in_order_from_where_one_was(row):
    from linli.model import Driven
    from linli.store import commit, partition

    for number in range(3):
        commit(write(thing(stage=str(number)), sk=f"fact#{number}"))
    commit(write(thing(stage="other"), sk="other"))
    assert len(partition("thing#1", Driven, starts="fact#")) == 3
    assert len(partition("thing#1", Driven, starts="fact#", after="fact#0")) == 2
    last = partition("thing#1", Driven, newest=True, limit=2)
    assert [noun.stage for noun in last] == ["other", "2"]
    before = partition("thing#1", Driven, newest=True, after="fact#2")
    assert [noun.stage for noun in before] == ["1", "0"]


def test_a_repeated_request_gets_the_first_answer_and_another_is_refused(row):
    from linli.model import Driven
    from linli.store import create

    assert create(write(request="one"), model=Driven) == thing(version=1)
    assert create(write(thing(stage="x"), request="one"), model=Driven) == thing(version=1)
    with pytest.raises(Invalid, match="idempotency-key-reused"):
        create(write(request="two"), model=Driven)


def test_a_noun_that_grows_without_end_is_refused(row):
    from linli.store import commit

    with pytest.raises(Invalid, match="too-large"):
        commit(write(thing(stage="x" * 64_000)))


def test_numbers_for_people_count_up(row):
    from linli.store import counter

    assert [counter("counter#a"), counter("counter#a"), counter("counter#b")] == [1, 2, 1]


def test_a_change_is_tried_again_while_others_are_quicker():
    from linli.store import until_settled

    tries = []

    def change():
        tries.append(1)
        if len(tries) < 3:
            raise Conflict
        return "done"

    assert until_settled(change) == "done"
    with pytest.raises(Conflict):
        until_settled(lambda: (_ for _ in ()).throw(Conflict), tries=2)


def test_due_times_of_one_width_sort_as_times():
    from linli.table import utc

    at = [NOON + timedelta(microseconds=n) for n in (0, 1, 1_000_000)]
    assert sorted(map(utc, at)) == [utc(t) for t in at]
