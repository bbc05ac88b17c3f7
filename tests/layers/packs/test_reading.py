"""What is read of packs does not depend on how their messages came."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.layers.measured import at, pages

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def asked(step="raw", begins=0, ends=600, holds=15):
    from linli.packs.paging import Asked

    return Asked("level", at(begins), at(ends), step, timedelta(minutes=holds))


def history(thing, *asks, now=6_000):
    return pages(thing, asked(*asks), now)


def values(readings):
    return [(one.begins, one.mean) for one in readings]


def test_late_and_doubled_messages_find_their_place(store, message):
    first, late, last = message(1, (1, 5)), message(2, (2, 6)), message(3, (3, 7))
    store("MH-1", last, first, last)
    store("MH-1", late)
    store("MH-1", late)
    assert values(history("MH-1")) == [(at(1), 5), (at(2), 6), (at(3), 7)]


def test_equal_stamps_lose_no_sample(store, message):
    store("MH-1", message(2, (1, 7), (1, 8)), message(1, (1, 5)))
    assert values(history("MH-1")) == [(at(1), 5), (at(1), 7), (at(1), 8)]


def test_the_newest_is_the_newest_by_event_time(store, message):
    from linli.packs import reading

    assert reading.latest("MH-1") is None
    store("MH-1", message(1, (9, 5)))
    store("MH-1", message(2, (-300, 1), (4, 6)))  # late, and wide
    assert reading.latest("MH-1").measures == {"level": 5}
    store("MH-1", message(3, (-300, 1), (10, 6)))
    assert reading.latest("MH-1").measures == {"level": 6}


@pytest.mark.parametrize("reaches", [0, 300], ids=["narrow", "wide"])
def test_no_request_reads_more_packs_than_a_function_should_hold(
    store, message, monkeypatch, reaches
):
    from linli.errors import Refused
    from linli.packs import reading

    monkeypatch.setattr(reading, "MOST", 5)
    store("MH-1", *(message(n, (n - reaches, 1), (n, 2)) for n in range(1, 6)))
    assert reading.some("MH-1", at(0), at(600), at(600)).packs == 5
    store("MH-1", message(6, (6 - reaches, 1), (6, 2)))
    with pytest.raises(Refused, match="too-dense"):
        reading.some("MH-1", at(0), at(600), at(600))


def test_the_newest_takes_one_pack_of_each_partition(store, message, calls):
    from linli.packs import reading

    store("MH-1", *(message(n, (n, n)) for n in range(50)))
    calls.clear()
    assert reading.latest("MH-1").measures == {"level": 49}
    assert calls == ["Query"] * 2


def test_samples_of_a_message_that_spans_days_are_all_found(store, message):
    days = [(1440 * day, day) for day in range(7)]
    store("MH-1", message(1, *days), message(2, (30, 9)))
    assert values(history("MH-1", "raw", 1440, 2881)) == [(at(1440), 1), (at(2880), 2)]
    assert values(history("MH-1", "raw", 0, 31)) == [(at(0), 0), (at(30), 9)]


def test_other_things_and_other_measures_are_not_told(store, message):
    store("MH-1", message(1, (1, 5)))
    store("MH-10", message(1, (1, 6)))
    store("MH-1", message(2, (1, 7), measure="tilt"))
    assert values(history("MH-1")) == [(at(1), 5)]


def test_steps_show_what_was_measured_and_what_was_not(store, message):
    store("MH-1", message(1, (0, 2), (30, 4), (90, 6)))
    one, two, three = history("MH-1", "1h", 0, 180, 45)
    assert (one.low, one.high, one.mean, one.count, one.missing) == (2, 4, 3, 2, 0)
    assert one.weighted == 3
    assert (two.low, two.mean, two.count, two.gaps) == (6, 6, 1, 1)
    assert two.missing == 15 * 60  # the first hour's last speaks on for a quarter
    assert two.weighted == (4 * 15 + 6 * 30) / 45
    assert (three.low, three.count, three.weighted) == (None, 0, 6)
    assert three.missing == 45 * 60


def test_nothing_is_said_of_what_is_to_come(store, message):
    store("MH-1", message(1, (0, 2)))
    assert len(history("MH-1", "1h", 0, 600, now=90)) == 2


def test_a_long_history_comes_in_pages(store, message, monkeypatch):
    from linli.packs import paging, reading

    monkeypatch.setattr(reading, "LOOK", 4)
    monkeypatch.setattr(paging, "FOLDED", 4)
    store("MH-1", *(message(n, (n * 7, n)) for n in range(60)))
    assert [one.mean for one in history("MH-1")] == list(range(60))
    monkeypatch.undo()
    whole = history("MH-1", "1h")
    monkeypatch.setattr(paging, "FOLDED", 4)
    assert history("MH-1", "1h") == whole
    assert sum(one.count for one in whole) == 60


def test_a_page_of_samples_ends_between_two_moments(store, message, monkeypatch):
    from linli.packs import history as steps

    monkeypatch.setattr(steps, "SAMPLES", 3)
    store("MH-1", message(1, *((n // 5, n) for n in range(40))), message(2, (9, 40)))
    assert [one.mean for one in history("MH-1")] == list(range(41))


@pytest.mark.parametrize(
    ("begins", "ends", "code"), [(9, 9, "ends-before"), (0, 15_000, "span-too-long")]
)
def test_a_question_is_bounded(row, begins, ends, code):
    from linli.errors import Invalid

    with pytest.raises(Invalid, match=code):
        history("MH-1", "raw", begins, ends)


NUMBERS = count()
stamps = st.integers(0, 240)
messages = st.lists(
    st.lists(st.tuples(stamps, st.integers(-9, 9)), min_size=1, max_size=4), min_size=1, max_size=8
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=messages, order=st.randoms(use_true_random=False))
def test_however_messages_come_the_history_is_the_same(store, message, said, order):
    sent = [message(seq, *samples) for seq, samples in enumerate(said)]
    one, other = (f"{name}-{next(NUMBERS)}" for name in "AB")
    store(one, *sent)
    mixed = [*sent, *order.choices(sent, k=len(sent))]
    order.shuffle(mixed)
    for start in range(0, len(mixed), 3):
        store(other, *mixed[start : start + 3])
    for step in ("raw", "15min", "1h"):
        assert history(one, step, -60, 300) == history(other, step, -60, 300)


def test_what_is_asked_for_is_no_more_than_a_function_holds(store, message):
    from linli.packs import reading
    from linli.points import TooMany

    wide = message(99, (-90, 1), (7, 2))
    store("MH-1", *(message(n, (n, 5), (n + 0.5, 6)) for n in range(30)), wide)
    assert len(reading.since("MH-1", at(0), at(60), 62)) == 61
    assert len(reading.since("MH-1", at(-95), at(60), 62)) == 62
    with pytest.raises(TooMany) as many:
        reading.since("MH-1", at(0), at(60), 20)
    assert at(19) < many.value.begins < at(20)
    assert len(reading.since("MH-1", many.value.begins, at(60), 20)) == 20
