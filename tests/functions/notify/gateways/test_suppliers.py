"""Shares of suppliers: lost by who is slow or fails, soon; returned slowly. No clock, no table."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from functions.notify.gateways import judging, suppliers
from functions.notify.gateways.suppliers import Count, Health, Shares, Terms
from linli.city import Gateway

BEGAN = datetime(2026, 6, 1, 12, tzinfo=UTC)
REST = {"a": 60, "b": 40}
TERMS = Terms(slow=20, window=60, between=10, least=5, bad=30, lost=50, returned=10)
WELL, BAD = Health(sent=10), Health(sent=10, slow=3)


def after(seconds):
    return BEGAN + timedelta(seconds=seconds)


def shares(**points):
    return Shares(channel="sms", points=points or REST, judged_at=BEGAN, quiet_since=BEGAN)


def judged(known, before=None, rest=REST, seconds=10):
    return judging.judge(before or shares(), known, rest, TERMS, after(seconds))


def gateways(*shares):
    names = "abcdef"
    return [Gateway(name=names[n], url="x", share=share) for n, share in enumerate(shares)]


def test_the_rows_of_the_house_are_complete_for_each_channel():
    from functions.notify.gateways import store as gateways_store

    rows = gateways_store.terms()
    assert suppliers.terms(rows, "sms", BEGAN) == TERMS
    assert suppliers.terms(rows, "voice", BEGAN) == TERMS._replace(slow=30)
    with pytest.raises(KeyError):
        suppliers.terms(rows, "sms", BEGAN - timedelta(days=365))


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ((60, 40), [60, 40]),
        ((100, 100), [50, 50]),
        ((100,), [100]),
        ((1, 1, 1), [34, 33, 33]),
        ((100, 0), [100, 0]),
        ((0, 0), [1, 1]),
    ],
)
def test_a_citys_shares_become_a_hundred_points(written, points):
    assert list(suppliers.resting(gateways(*written)).values()) == points


def test_messages_go_by_the_shares_and_one_message_always_the_same_way():
    ways = [suppliers.order(REST, f"n-{n}-1") for n in range(4_000)]
    assert ways == [suppliers.order(REST, f"n-{n}-1") for n in range(4_000)]
    firsts = Counter(way[0] for way in ways)
    assert 0.57 < firsts["a"] / 4_000 < 0.63
    assert all(sorted(way) == ["a", "b"] for way in ways)


def test_who_lost_all_is_still_there_when_the_other_fails():
    assert {suppliers.order({"a": 0, "b": 100}, f"{n}")[0] for n in range(200)} == {"b"}
    assert suppliers.order({"a": 0, "b": 100}, "x") == ["b", "a"]


def test_who_was_chosen_before_stays_first_if_the_city_still_knows_him():
    assert suppliers.order({"a": 0, "b": 100}, "x", first="a") == ["a", "b"]
    assert suppliers.order({"a": 0, "b": 100}, "x", first="gone") == ["b", "a"]


def test_a_bad_supplier_loses_fifty_points_at_each_look():
    first = judged({"a": BAD, "b": WELL})
    assert first.points == {"a": 10, "b": 90}
    second = judged({"a": BAD, "b": WELL}, first, seconds=20)
    assert second.points == {"a": 0, "b": 100}
    assert second.quiet_since == after(20)


@pytest.mark.parametrize(
    ("health", "is_bad"),
    [
        (Health(sent=10, slow=3), True),
        (Health(sent=10, slow=2), False),
        (Health(sent=10, slow=2, failed=1), True),
        (Health(sent=5, failed=2), True),
        (Health(sent=4, failed=4), False),
        (Health(), False),
    ],
)
def test_bad_is_thirty_of_a_hundred_and_of_at_least_five(health, is_bad):
    assert judging.is_bad(health, TERMS) is is_bad


def test_where_both_are_bad_neither_gains():
    assert judged({"a": BAD, "b": BAD}).points == REST


def test_of_three_the_well_ones_share_what_is_lost():
    rest = suppliers.resting(gateways(60, 20, 20))
    new = judged({"a": BAD, "b": WELL, "c": WELL}, shares(**rest), rest)
    assert new.points == {"a": 10, "b": 45, "c": 45}


def test_points_return_ten_a_minute_once_it_is_quiet():
    known = {"a": WELL, "b": WELL}
    now = shares(a=0, b=100)
    for seconds, held in ((59, 0), (60, 10), (119, 10), (120, 20), (300, 50), (360, 60), (900, 60)):
        now = judged(known, now, seconds=seconds)
        assert now.points == {"a": held, "b": 100 - held}, seconds


def test_a_long_silence_returns_all_and_no_more():
    assert judged({"a": WELL, "b": WELL}, shares(a=0, b=100), seconds=10**7).points == REST


def test_who_is_bad_while_he_comes_back_is_sent_away_and_the_minute_begins_anew():
    known = {"a": WELL, "b": WELL}
    back = judged(known, shares(a=0, b=100), seconds=60)
    gone = judged({"a": BAD, "b": WELL}, back, seconds=90)
    assert gone.points == {"a": 0, "b": 100}
    assert judged(known, gone, seconds=149).points["a"] == 0
    assert judged(known, gone, seconds=150).points["a"] == 10


def test_what_is_not_slow_yet_is_not_counted_but_what_failed_is():
    young = {after(0): Count(sent=10, prompt=2, failed=3)}
    now = suppliers.health(young, TERMS, after(29))
    assert (now.sent, now.slow, now.failed, now.in_flight) == (5, 0, 3, 5)
    ripe = suppliers.health(young, TERMS, after(30))
    assert (ripe.sent, ripe.slow, ripe.failed, ripe.in_flight) == (10, 5, 3, 5)


def test_what_came_late_was_slow_and_is_in_flight_no_more():
    now = suppliers.health({after(0): Count(sent=10, prompt=6, late=4)}, TERMS, after(40))
    assert (now.slow, now.in_flight) == (4, 0)


def test_an_hour_counts_what_is_in_flight_and_a_minute_how_well_he_does():
    windows = {after(0): Count(sent=10), after(300): Count(sent=10, prompt=10)}
    now = suppliers.health(windows, TERMS, after(330))
    assert (now.sent, now.slow, now.in_flight) == (10, 0, 10)


def test_duplicate_reports_never_make_less_than_nothing_slow():
    now = suppliers.health({after(0): Count(sent=2, prompt=5)}, TERMS, after(40))
    assert (now.slow, now.in_flight) == (0, 0)


def test_a_city_with_other_suppliers_begins_anew():
    held = shares(a=0, b=100).model_copy(update={"version": 7})
    assert suppliers.fitting(held, "sms", REST, after(5)) is held
    new = suppliers.fitting(held, "sms", {"b": 50, "c": 50}, after(5))
    assert (new.points, new.version) == ({"b": 50, "c": 50}, 7)
    assert suppliers.fitting(None, "sms", REST, BEGAN).version is None


@pytest.mark.parametrize("per_second", [1, 2, 10])
@pytest.mark.parametrize("silent_from", range(60, 70, 3))
def test_within_a_minute_nobody_sends_by_a_supplier_that_falls_silent(silent_from, per_second):
    """First both are well; then a accepts and reports nothing. The counts are as in the table, and
    a worker looks at the shares each five seconds, as the slowest does.
    """
    now, windows, gone = shares(), {"a": {}, "b": {}}, None
    for second in range(200):
        if second % 5 == 0 and now.judged_at <= after(second - 10):
            known = {n: suppliers.health(w, TERMS, after(second)) for n, w in windows.items()}
            now = judging.judge(now, known, REST, TERMS, after(second))
        if now.points["a"] == 0:
            gone = second
            break
        for number in range(per_second):
            name = suppliers.order(now.points, f"{second}-{number}")[0]
            start = suppliers.window(after(second))
            before = windows[name].get(start, Count())
            prompt = int(name == "b" or second < silent_from)
            windows[name][start] = before._replace(
                sent=before.sent + 1, prompt=before.prompt + prompt
            )
    assert gone is not None
    assert gone - silent_from <= 60
