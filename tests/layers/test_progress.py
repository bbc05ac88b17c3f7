"""Which messages of a device are new, known, or not its own."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from linli.messages import Message

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def told(seq, *earlier, boot=1, digest="d", at=NOON, position=0):
    from linli.progress import Told

    samples = [{"at": one, "measures": {"x": 1}} for one in (*earlier, at)]
    return Told(position, Message(v=1, boot=boot, seq=seq, samples=samples), digest, NOON)


def sift(*messages):
    from linli.progress import Progress, sift

    return sift(Progress(), list(messages))


@given(st.permutations(range(40)), st.lists(st.integers(0, 39)))
def test_in_any_order_and_however_often_each_message_is_taken_once(order, again):
    sifted = sift(*(told(seq) for seq in [*order, *again]))
    assert sorted(one.sent.seq for one in sifted.fresh) == list(range(40))
    assert (sifted.refused, sifted.after.duplicates) == ({}, len(again))
    assert (sifted.after.taken, sifted.after.high) == (40, 39)


def test_a_number_used_for_other_bytes_is_refused():
    sifted = sift(told(1), told(1, digest="e", position=7))
    assert sifted.refused == {7: "same-number-other-bytes"}
    assert len(sifted.fresh) == 1


def test_what_is_behind_the_window_is_a_replay():
    from linli.progress import sift as again

    known = sift(*(told(seq) for seq in range(100))).after
    assert len(known.recent) == 64
    assert again(known, [told(35)]).refused == {0: "replayed"}
    assert again(known, [told(36)]).refused == {}
    assert again(known, [told(36)]).after.duplicates == 1


def test_a_device_that_started_anew_counts_anew_and_never_back():
    from linli.progress import sift as again

    known = sift(told(500)).after
    known = again(known, [told(0, boot=2)]).after
    assert (known.boot, known.high) == (2, 0)
    assert again(known, [told(501)]).refused == {0: "boot-went-back"}


def test_times_that_cannot_be_are_refused():
    assert sift(told(1, at=NOON + timedelta(hours=25))).refused == {0: "in-the-future"}
    assert sift(told(1, at=NOON - timedelta(days=8))).refused == {0: "too-old"}
    assert sift(told(1, at=NOON + timedelta(hours=23))).refused == {}
    assert sift(told(1, at=NOON - timedelta(days=7))).refused == {}


def test_a_clock_that_is_ahead_is_put_back_and_counted():
    minute = timedelta(minutes=1)
    sifted = sift(told(1, NOON + 50 * minute, at=NOON + 60 * minute), told(2, at=NOON + 5 * minute))
    ahead, near = (one.sent.times() for one in sifted.fresh)
    assert ahead == [NOON - 10 * minute, NOON]  # in the steps of its own clock
    assert near == [NOON + 5 * minute]
    assert sifted.after.skewed == 1


def test_what_is_late_keeps_its_dates():
    early = NOON - timedelta(hours=3)
    sifted = sift(told(1, early))
    assert sifted.fresh[0].sent.times() == [early, NOON]
    assert sifted.after.skewed == 0
