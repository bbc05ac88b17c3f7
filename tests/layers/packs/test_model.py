"""A message and its row: the same samples, no word twice."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
DAYS = datetime(2026, 5, 25), datetime(2026, 6, 2)  # noqa: DTZ001 - hypothesis wants them so
times = st.datetimes(*DAYS, timezones=st.just(UTC))
values = st.floats(allow_nan=False, allow_infinity=False)
measures = st.dictionaries(st.sampled_from("abcd"), values, min_size=1)
samples = st.lists(st.tuples(times, measures), min_size=1, max_size=12)
numbers = st.integers(0, 2**53 - 1)


def of(samples, boot=1, seq=1):
    from linli.messages import Message, Sample

    said = [Sample(at=at, measures=measures) for at, measures in samples]
    return Message(v=1, boot=boot, seq=seq, samples=said)


@given(samples=samples, boot=numbers, seq=numbers)
def test_a_message_is_read_as_it_was_written(samples, boot, seq):
    from linli import points
    from linli.packs import model

    message = of(samples, boot, seq)
    pack = model.packed("MH-1", message, "0123456789abcdef")
    assert model.read(pack.pk, pack.sk, pack.body) == pack
    assert model.points([pack, pack]) == points.of(message)


@given(one=st.tuples(times, numbers, numbers), other=st.tuples(times, numbers, numbers))
def test_keys_are_in_the_order_of_event_time_then_boot_and_seq(one, other):
    from linli.packs import model

    def key(at, boot, seq):
        return model.packed("MH-1", of([(at, {"a": 1})], boot, seq), "0" * 16).sk

    assert (key(*one) < key(*other)) == (one < other)


def test_the_same_number_with_other_bytes_is_another_row_and_neither_is_lost():
    from linli.packs import model

    packs = [model.packed("MH-1", of([(NOON, {"a": value})]), f"{value}" * 16) for value in (1, 2)]
    assert len({pack.sk for pack in packs}) == 2
    assert [point.measures for point in model.points(packs)] == [{"a": 1}, {"a": 2}]


def test_a_message_that_was_dated_anew_when_it_came_again_counts_once():
    from linli.packs import model

    packs = [
        model.packed("MH-1", of([(NOON + timedelta(seconds=late), {"a": 1})]), "0" * 16)
        for late in (3, 0)
    ]
    assert [point.at for point in model.points(packs)] == [NOON]


def test_a_thousand_readings_packed_by_ten_cost_at_most_220_write_units(capsys):
    from linli.packs import keeping, model

    units, size = 0, 0
    for seq in range(100):
        said = [
            (NOON + timedelta(minutes=seq * 10 + n), {"level_percent": 41.25 + n, "ch4": 0.5})
            for n in range(10)
        ]
        pack = model.packed("MH-140105001001-0001", of(said, 2**31, seq), "0123456789abcdef")
        item = keeping.item(pack, timedelta(days=400))
        bytes_ = sum(len(name) + len(next(iter(value.values()))) for name, value in item.items())
        units, size = units + -(-bytes_ // 1024), size + bytes_
    with capsys.disabled():
        print(f"\n  {units} write units, {size} bytes per 1,000 readings packed by ten")  # noqa: T201
    assert units <= 220
    assert size / 1_000 <= 60
