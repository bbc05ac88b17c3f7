"""What is told of what is kept is what the packs tell, whatever came late or twice."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
MIDNIGHT = NOON - timedelta(hours=12)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NUMBERS = count()
SAMPLES = st.lists(st.tuples(st.integers(640, 820), st.integers(-9, 9)), min_size=1, max_size=4)
STREAM = st.lists(SAMPLES, min_size=1, max_size=14)  # about midnight
STEPS = ("1min", "15min", "1h", "1d")


def make(thing, terms, hours=range(22, 26), days=range(2)):
    """Hours and days since midnight."""
    from linli.summaries import making

    for n in hours:
        making.hour(thing, MIDNIGHT + n * HOUR, terms)
    for n in days:
        making.day(thing, MIDNIGHT + n * DAY, terms)


def rows(row, thing):
    return [(one.pk, one.sk) for one in row.scan() if one.pk.endswith(f"s#{thing}")]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=STREAM, order=st.randoms(use_true_random=False), cut=st.integers(0, 14))
def test_both_ways_tell_the_same_of_any_stream_late_and_doubled(
    store, message, history, terms, few, said, order, cut
):
    kept, packed = (f"{name}-{next(NUMBERS)}" for name in "AB")
    sent = [message(seq, *samples) for seq, samples in enumerate(said)]
    store(packed, *sent)
    mixed = [*sent, *order.choices(sent, k=3)]
    order.shuffle(mixed)
    store(kept, *mixed[:cut])
    make(kept, terms)
    store(kept, *mixed[cut:])
    make(kept, terms)  # of what came late the hours are made anew
    for step in STEPS:
        assert history(kept, step, 687, 830) == history(packed, step, 687, 830)


def test_what_was_made_is_read_and_its_packs_are_not(
    store, message, history, terms, few, calls, monkeypatch
):
    from linli.packs import reading

    store("TX-1", *(message(n, (n * 2, n), (n * 2 + 0.5, 1)) for n in range(120)))
    whole = {step: history("TX-1", step, 0, 240) for step in STEPS}
    make("TX-1", terms, range(12, 16))
    packs, read = [], reading.read
    monkeypatch.setattr(reading, "read", lambda *row: packs.append(row) or read(*row))
    for step in STEPS:
        calls.clear()
        packs.clear()
        assert history("TX-1", step, 0, 240) == whole[step]
        assert Counter(calls)["Query"] <= 4
        assert len(packs) <= 30  # an hour's, to know that none of them reaches before it


def test_nothing_is_kept_of_what_said_little(store, message, terms, few, row):
    store("TX-1", message(1, (0, 1)), message(2, (1, 1)), message(3, (70, 1)))
    make("TX-1", terms)
    assert rows(row, "TX-1") == []
    store("TX-1", message(4, (140, 1)))
    make("TX-1", terms)
    assert {pk.partition("#")[0] for pk, _ in rows(row, "TX-1")} == {"days"}


def test_what_is_as_it_was_is_not_written_again(store, message, terms, few, calls):
    store("TX-1", *(message(n, (n, n)) for n in range(9)))
    make("TX-1", terms, [12])
    calls.clear()
    make("TX-1", terms, [12])
    assert "UpdateItem" not in calls


def test_a_day_makes_the_hours_in_which_very_much_was_said(store, message, terms, few, row):
    from linli.summaries import making

    store("TX-1", *(message(n, (n, n)) for n in range(9)))
    making.day("TX-1", MIDNIGHT, terms)
    assert {pk.partition("#")[0] for pk, _ in rows(row, "TX-1")} == {"hours", "days"}


def test_who_has_read_fewer_packs_than_another_makes_it_again(
    store, message, history, terms, few, monkeypatch
):
    from linli.packs import reading
    from linli.summaries import making

    store("TX-1", *(message(n, (n, n)) for n in range(9)))
    whole, first = reading.packs, [True]

    def packs(*asked):
        found = whole(*asked)
        if first and first.pop():
            store("TX-1", message(9, (9, 100)))
            making.hour("TX-1", NOON, terms)  # another, in between
        return found

    monkeypatch.setattr(reading, "packs", packs)
    making.hour("TX-1", NOON, terms)
    assert [one.high for one in history("TX-1", "1h", 0, 60)] == [100]


def test_what_was_made_for_other_terms_is_not_told(store, message, history, terms, few):
    store("TX-1", *(message(n * 20, (n * 20, n)) for n in range(9)))
    whole = history("TX-1", "1h", 0, 180)
    make("TX-1", terms._replace(holds=timedelta(minutes=5)), [12, 13, 14])
    assert history("TX-1", "1h", 0, 180) == whole


@pytest.mark.parametrize("every", [1, 2])
def test_long_histories_come_in_pages_that_go_on(
    store, message, history, terms, few, monkeypatch, every
):
    from linli.packs import paging
    from linli.summaries import gathering, making

    store("TX-1", *(message(n, (n * 7, n)) for n in range(40)))
    whole = {step: history("TX-1", step, -100, 300) for step in STEPS}
    for n in range(0, 6, every):
        making.hour("TX-1", NOON + n * HOUR, terms)
    monkeypatch.setattr(paging, "FOLDED", 4)
    monkeypatch.setattr(gathering, "GAPS", 2)
    for step in STEPS:
        assert history("TX-1", step, -100, 300) == whole[step]
