"""Frames of fire alarm systems, both ways, and what is wrong with those that are none."""

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linli.standards import gbt26875 as gb
from linli.standards.gbt26875 import tables
from linli.wall import CHINA

SAMPLE = bytes.fromhex(
    "4040140010000509091b07152c312c320000784d07918e23300002020101012a01000100020031bac5bdd3bfdab0e5"
    "31bbd8c2b731bac500bac5d6f7bbfaf898cfa000000025110301060c472323"
)
STATE = bytes.fromhex(
    "404007000100001e09170b1a0102030405060605040302010c0002010101010300001e09170b1a0d2323"
)
MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=CHINA)
LONG_AGO = datetime(1999, 12, 31, tzinfo=CHINA)


def test_the_sample_of_a_smoke_detector_says_what_it_should():
    frame = gb.decode(SAMPLE)
    assert (frame.serial, frame.version, frame.command) == (20, (16, 0), gb.SEND)
    assert frame.at == datetime(2021, 7, 27, 9, 9, 5, tzinfo=CHINA)
    assert (frame.source.hex(), frame.destination.hex()) == ("2c312c320000", "784d07918e23")
    report = gb.read(frame.data)
    assert isinstance(report, gb.Report)
    [part] = report.objects
    assert isinstance(part, gb.PartState)
    assert (part.system, part.address, part.part, part.part_address) == (1, 1, 42, 0x00010001)
    assert gb.PARTS[part.part].zh == "感烟火灾探测器"
    assert gb.SYSTEMS[part.system].zh == "火灾报警系统"
    assert part.states == {"fire"}  # and bit 0 is 0: it is under test
    assert part.at == datetime(2012, 6, 1, 3, 17, 37, tzinfo=CHINA)
    assert part.text == "1号接口板1回路1号"
    assert gb.encode(frame._replace(data=gb.write(report))) == SAMPLE


def test_the_state_of_a_system_is_written_as_it_should_be():
    state = gb.SystemState(system=1, address=1, word=0x0003, at=MORNING)
    frame = gb.Frame(
        serial=7,
        at=MORNING,
        source=bytes.fromhex("010203040506"),
        destination=bytes.fromhex("060504030201"),
        data=gb.write(gb.Report((state,))),
    )
    assert gb.encode(frame) == STATE
    assert gb.decode(STATE) == frame
    assert gb.read(gb.decode(STATE).data) == gb.Report((state,))


@pytest.mark.parametrize(
    ("word", "states"),
    [
        (0x0003, {"normal", "fire"}),
        (0x0105, {"normal", "fault", "main_power_fault"}),
        (0x2801, {"normal", "manual", "reset"}),
        (0x0000, set()),
        (0xC000, set()),  # no such bits
    ],
)
def test_the_bits_of_a_system_have_names(word, states):
    assert gb.SystemState(1, 1, word, MORNING).states == states


def test_the_bits_of_parts_devices_and_operations_have_names():
    part = gb.PartState(1, 1, 42, 1, 0x0105, gb.padded(""), MORNING)
    assert part.states == {"normal", "fault", "power_fault"}
    assert gb.DeviceState(0b0111_1000, MORNING).states == {
        *("main_power_fault", "standby_power_fault", "center_link_fault", "line_fault"),
    }
    done = {"reset", "silenced", "manual_alarm", "alarm_cancelled", "self_test", "confirmed"}
    assert gb.SystemOperation(1, 1, 0x7F, 9, MORNING).operations == {*done, "test"}
    assert gb.DeviceOperation(0x20, 9, MORNING).operations == {"confirmed"}
    assert len(tables.SYSTEM_STATES) == 14


@pytest.mark.parametrize(
    ("quantity", "number", "value"),
    [(2, 123, (1.23, "m")), (3, -105, (-10.5, "°C")), (7, 60, (60, "s")), (99, 1, None)],
)
def test_an_analog_value_is_in_its_unit(quantity, number, value):
    assert gb.Analog(12, 1, 92, 1, quantity, number, MORNING).value == value


def damaged(at, byte):
    return STATE[:at] + bytes([byte]) + STATE[at + 1 :]


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (b"", gb.NoStart),
        (b"@", gb.NoStart),
        (STATE[1:], gb.NoStart),
        (STATE[:20], gb.Truncated),
        (STATE[:-1], gb.Truncated),
        (STATE + b"#", gb.WrongLength),
        (STATE + STATE, gb.WrongLength),
        (damaged(24, 13), gb.Truncated),
        (damaged(24, 11), gb.WrongLength),
        (damaged(25, 5), gb.TooLong),
        (STATE[:-2] + b"$$", gb.NoEnd),
        (damaged(-3, 0), gb.WrongChecksum),
        (damaged(30, 9), gb.WrongChecksum),
    ],
)
def test_what_is_no_frame_says_why(bad, error):
    with pytest.raises(error) as raised:
        gb.decode(bad)
    assert isinstance(raised.value, gb.Malformed)
    assert raised.value.code not in ("malformed", "")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", gb.Truncated),
        (b"\1", gb.Truncated),
        (bytes.fromhex("0100"), gb.WrongCount),
        (bytes.fromhex("010201010300001e09170b1a"), gb.WrongCount),
        (bytes.fromhex("010101010300001e09170b1a00"), gb.WrongLength),
        (bytes.fromhex("010101010300001e091f0b1a"), gb.WrongTime),  # a 31st of November
        (bytes.fromhex("010101010300003c09170b1a"), gb.WrongTime),
        (bytes.fromhex("010101010300001e09170b64"), gb.WrongTime),
    ],
)
def test_a_report_that_does_not_fit_says_why(data, error):
    with pytest.raises(error):
        gb.read(data)


@pytest.mark.parametrize("kind", [5, 6, 7, 8, 25, 61, 200])
def test_a_type_that_is_not_read_is_kept_as_it_came(kind):
    raw = gb.Raw(kind, 1, b"whatever")
    assert gb.read(gb.write(raw)) == raw


def test_known_types_have_a_name():
    assert {5, 6, 7, 8} < set(gb.REPORTS)


def state(**changes):
    return gb.SystemState(1, 1, 3, MORNING)._replace(**changes)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: gb.write(gb.Report((state(word=0x10000),))), gb.OutOfRange),
        (lambda: gb.write(gb.Report((state(address=-1),))), gb.OutOfRange),
        (lambda: gb.write(gb.Report(())), gb.WrongCount),
        (lambda: gb.write(gb.Raw(256, 1, b"")), gb.OutOfRange),
        (
            lambda: gb.write(gb.Report((state(at=datetime(1999, 1, 1, tzinfo=CHINA)),))),
            gb.WrongTime,
        ),
        (lambda: gb.padded("号" * 16), gb.OutOfRange),
        (lambda: gb.encode(gb.decode(STATE)._replace(data=b"x" * 1025)), gb.TooLong),
        (lambda: gb.encode(gb.decode(STATE)._replace(serial=65_536)), gb.OutOfRange),
        (lambda: gb.encode(gb.decode(STATE)._replace(source=b"12345")), gb.OutOfRange),
    ],
)
def test_what_has_no_room_is_not_written(make, error):
    with pytest.raises(error):
        make()


byte, word = st.integers(0, 0xFF), st.integers(0, 0xFFFF)
seconds = st.integers(0, 36_524 * 86_400)  # of a century
moments = seconds.map(lambda n: datetime(2000, 1, 1, tzinfo=CHINA) + timedelta(seconds=n))
addresses, numbers = st.integers(0, 2**32 - 1), st.integers(-(2**15), 2**15 - 1)
texts = st.text("号楼感烟回路0123456789abc", max_size=15)
KINDS = [
    st.builds(gb.SystemState, byte, byte, word, moments),
    st.builds(
        gb.PartState,
        byte,
        byte,
        byte,
        st.integers(0, 2**32 - 1),
        word,
        texts.map(gb.padded),
        moments,
    ),
    st.builds(
        gb.Analog,
        byte,
        byte,
        byte,
        st.integers(0, 2**32 - 1),
        byte,
        st.integers(-(2**15), 2**15 - 1),
        moments,
    ),
    st.builds(gb.SystemOperation, byte, byte, byte, byte, moments),
    st.builds(gb.DeviceState, byte, moments),
    st.builds(gb.DeviceOperation, byte, byte, moments),
]
reports = st.one_of(
    st.one_of(*[st.lists(kind, min_size=1, max_size=20) for kind in KINDS]).map(
        lambda objects: gb.Report(tuple(objects))
    ),
    st.builds(gb.Raw, st.sampled_from([5, 6, 7, 8, 25, 61, 99]), byte, st.binary(max_size=300)),
)
six = st.binary(min_size=6, max_size=6)
frames = st.builds(
    gb.Frame, word, moments, six, six, reports.map(gb.write), byte, st.tuples(byte, byte)
)


@given(reports)
def test_what_is_written_is_read(report):
    assert gb.read(gb.write(report)) == report


@given(texts)
def test_a_text_is_read_as_it_was_written(text):
    assert gb.PartState(1, 1, 42, 1, 0, gb.padded(text), MORNING).text == text


@given(frames)
def test_a_frame_that_is_encoded_is_decoded(frame):
    assert gb.decode(gb.encode(frame)) == frame


@given(st.lists(frames, max_size=5))
def test_frames_of_one_payload_are_told_apart(several):
    encoded = [gb.encode(frame) for frame in several]
    assert list(gb.split(b"".join(encoded))) == encoded


def is_frame(piece):
    try:
        gb.decode(piece)
    except gb.Malformed:
        return False
    return True


def meet(bad, good):
    """A frame begins in one and ends in the other: a sum of one byte may be right by chance."""
    both = bad + good
    begins = [at for at in range(len(bad)) if both.startswith(b"@@", at)]
    return any(
        is_frame(both[at:end]) for at in begins for end in range(len(bad) + 1, len(both) + 1)
    )


def raw(serial, data):
    return gb.Frame(serial, MORNING, bytes(6), bytes(6), gb.write(gb.Raw(5, 1, data)))


@example(raw(0, b""), raw(0, bytes(26)), 26, True)  # with the next it is a frame
@given(frames, frames, st.integers(0, 2000), st.booleans())
def test_a_damaged_frame_takes_no_neighbour_with_it(good, damaged, at, cut):
    good, whole = gb.encode(good), gb.encode(damaged)
    at %= len(whole)
    bad = whole[:at] if cut else whole[:at] + b"\xee" + whole[at + 1 :]
    pieces = list(gb.split(good + bad + good))
    assert b"".join(pieces) == good + bad + good
    assert pieces[0] == good
    assert pieces[-1] == good or meet(bad, good)


@given(st.binary(max_size=400))
def test_nothing_is_lost_of_what_is_no_frame(payload):
    assert b"".join(gb.split(payload)) == payload


@given(st.binary(max_size=200))
def test_any_bytes_are_a_frame_or_malformed(payload):
    for decode in (gb.decode, gb.read):
        try:
            decode(payload)
        except gb.Malformed:
            continue


def test_two_bad_frames_are_two_pieces():
    bad = damaged(-3, 0)
    assert list(gb.split(bad + bad + STATE)) == [bad, bad, STATE]
    assert list(gb.split(STATE + b"noise")) == [STATE, b"noise"]
