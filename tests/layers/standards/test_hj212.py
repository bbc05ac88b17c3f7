"""Messages of environmental monitors, both ways, and what is wrong with those that are none."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linli.standards import hj212 as hj
from linli.standards.hj212 import frame
from linli.wall import CHINA

STANDARDS_OWN = (
    b"##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;"
    b"CP=&&RtdInterval=30&&1C80\r\n"
)
AIR = (
    b"##0166QN=20261123083000000;ST=22;CN=2011;PW=123456;MN=SX140105AIR0000000000001;Flag=5;"
    b"CP=&&DataTime=20261123083000;a34004-Rtd=48,a34004-Flag=N;a34002-Rtd=95,a34002-Flag=N&&C481"
    b"\r\n"
)
ANSWER = (
    b"##0087QN=20261123083000001;ST=91;CN=9014;PW=123456;MN=SX140105AIR0000000000001;Flag=4;"
    b"CP=&&&&8581\r\n"
)
MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=CHINA)


def framed(data):
    return frame.wrap(data)


@pytest.mark.parametrize(("data", "found"), [(b"123456789", 0x2F80), (b"A", 0x7080)])
def test_the_checksum_is_that_of_the_standard(data, found):
    assert hj.crc(data) == found


def test_the_standards_own_message_says_what_it_should():
    data = hj.decode(STANDARDS_OWN)
    assert (data.st, data.cn, data.pw) == ("32", "1062", "100000")
    assert data.mn == "010000A8900016F000169DC0"
    assert data.qn == datetime(2016, 8, 1, 8, 58, 57, 223_000, tzinfo=CHINA)
    assert (data.answer_wanted, data.part, data.edition.name) == (True, None, "HJ 212-2017")
    assert data.cp == ((("RtdInterval", "30"),),)
    assert hj.COMMANDS[data.cn].zh == "设置实时数据间隔"
    assert hj.encode(data) == STANDARDS_OWN


def test_a_message_of_the_air_says_what_it_should():
    data = hj.decode(AIR)
    assert hj.encode(data) == AIR
    assert hj.data_time(data.cp) == MORNING
    fine, coarse = hj.readings(data.cp)
    assert (fine.code, fine.values, fine.flag) == ("a34004", {"Rtd": Decimal(48)}, "N")
    assert (fine.name.zh, fine.normal) == ("PM2.5", True)
    assert coarse == ("a34002", {"Rtd": 95}, "N")


def test_what_came_is_acknowledged_by_its_own_number():
    data = hj.decode(AIR)
    answer = hj.acknowledged(data)
    assert answer.qn == data.qn
    later = answer._replace(qn=data.qn + timedelta(milliseconds=1))
    assert hj.encode(later) == ANSWER
    assert hj.decode(ANSWER) == later
    assert not answer.answer_wanted


def test_a_request_is_answered_twice():
    request = hj.decode(STANDARDS_OWN)
    assert hj.accepted(request, 1).cp == ((("QnRtn", "1"),),)
    assert hj.executed(request, 100).cp == ((("ExeRtn", "100"),),)
    assert (hj.accepted(request, 3).cn, hj.executed(request, 1).cn) == ("9011", "9012")
    for answer in (hj.accepted, hj.executed):
        with pytest.raises(hj.OutOfRange):
            answer(request, 42)


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (b"", hj.NoStart),
        (b"#", hj.NoStart),
        (AIR[1:], hj.NoStart),
        (b"##01", hj.Truncated),
        (AIR[:50], hj.Truncated),
        (AIR[:-1], hj.Truncated),
        (AIR[:-2], hj.Truncated),
        (AIR + b"\n", hj.WrongLength),
        (AIR + AIR, hj.WrongLength),
        (AIR.replace(b"##0166", b"##0167"), hj.WrongLength),
        (AIR.replace(b"##0166", b"##0165"), hj.WrongLength),
        (AIR.replace(b"##0166", b"##016x"), hj.WrongLength),
        (AIR.replace(b"##0166", b"##+166"), hj.WrongLength),
        (AIR[:-2] + b"##", hj.NoEnd),
        (AIR.replace(b"C481", b"C482"), hj.WrongChecksum),
        (AIR.replace(b"Rtd=48", b"Rtd=49"), hj.WrongChecksum),
        (AIR.replace(b"C481", b"+481"), hj.WrongChecksum),
    ],
)
def test_what_is_no_frame_says_why(bad, error):
    with pytest.raises(error) as raised:
        hj.decode(bad)
    assert isinstance(raised.value, hj.Malformed)
    assert raised.value.code not in ("malformed", "")


def test_a_checksum_in_small_letters_is_a_checksum():
    assert hj.decode(AIR.replace(b"C481", b"c481")) == hj.decode(AIR)


HEAD = "QN=20261123083000000;ST=22;CN=2011;PW=123456;MN=A1;Flag=4;"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("", hj.MissingField),
        (HEAD, hj.MissingField),
        (HEAD.replace("ST=22;", "") + "CP=&&&&", hj.MissingField),
        (HEAD.replace("Flag=4;", "") + "CP=&&&&", hj.MissingField),
        (HEAD.replace("Flag=4", "Flag=6") + "CP=&&&&", hj.MissingField),
        (HEAD.replace("Flag=4", "Flag=6") + "PNUM=2;PNO=3;CP=&&&&", hj.WrongField),
        (HEAD.replace("Flag=4", "Flag=6") + "PNUM=2;PNO=0;CP=&&&&", hj.WrongField),
        (HEAD + "PNUM=2;PNO=1;CP=&&&&", hj.WrongField),
        (HEAD.replace("Flag=4", "Flag=256") + "CP=&&&&", hj.WrongField),
        (HEAD.replace("Flag=4", "Flag=x") + "CP=&&&&", hj.WrongField),
        (HEAD.replace("MN=A1", "MN=" + "A" * 25) + "CP=&&&&", hj.WrongField),
        (HEAD.replace("PW=123456", "PW=1234567") + "CP=&&&&", hj.WrongField),
        (HEAD.replace("CN=2011", "CN=20１1") + "CP=&&&&", hj.WrongField),
        (HEAD + "ST=22;CP=&&&&", hj.WrongField),
        (HEAD + "CP=&&a=1", hj.WrongField),
        (HEAD + "CP=&&a=1&&b=2&&", hj.WrongField),
        (HEAD + "CP=&&a&&", hj.WrongField),
        (HEAD + "CP=&&=1&&", hj.WrongField),
        (HEAD + "CP=&&a=1,&&", hj.WrongField),
        (HEAD + "CP=&&a=1\r\nb&&", hj.WrongField),
        (HEAD.replace("QN=2026", "QN=20x6") + "CP=&&&&", hj.WrongTime),
        (HEAD.replace("QN=20261123", "QN=20261131") + "CP=&&&&", hj.WrongTime),
        (HEAD.replace("QN=20261123083000000", "QN=20261123083000") + "CP=&&&&", hj.WrongTime),
    ],
)
def test_data_that_does_not_fit_says_why(said, error):
    with pytest.raises(error):
        hj.decode(framed(said.encode()))


def test_data_must_be_text():
    with pytest.raises(hj.WrongText):
        hj.decode(framed(HEAD.encode() + b"CP=&&a=\xff&&"))


def test_a_message_without_a_number_is_a_message():
    said = HEAD.partition(";")[2].encode() + b"CP=&&a=1;&&"
    data = hj.decode(framed(said))
    assert (data.qn, data.cp) == (None, ((("a", "1"),),))


@pytest.mark.parametrize(
    ("flag", "name", "verified"),
    [(5, "HJ 212-2017", True), (1, "HJ/T 212-2005", False), (9, "HJ 212-2025", False)],
)
def test_flag_says_which_edition_it_is(flag, name, verified):
    data = hj.decode(framed(HEAD.replace("Flag=4", f"Flag={flag}").encode() + b"CP=&&&&"))
    assert data.edition == (name, verified)
    assert data.answer_wanted


def test_an_edition_that_was_not_read_may_be_wider():
    head = HEAD.replace("Flag=4", "Flag=8").replace("MN=A1", "MN=" + "A" * 30)
    said = head.encode() + b"Sign=abc;CP=&&a=" + b"1" * 1100 + b"&&"
    data = hj.decode(framed(said))
    assert (data.more, len(data.mn)) == ((("Sign", "abc"),), 30)
    assert hj.encode(data) == framed(said)
    with pytest.raises(hj.TooLong):
        hj.decode(framed(said.replace(b"Flag=8", b"Flag=4").replace(b"MN=" + b"A" * 30, b"MN=A")))


def data(**changes):
    return hj.Data("22", "2011", "123456", "A1", 4, MORNING)._replace(**changes)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"mn": "A;B"}, hj.OutOfRange),
        ({"mn": "A" * 25}, hj.OutOfRange),
        ({"pw": ""}, hj.OutOfRange),
        ({"flag": 256}, hj.OutOfRange),
        ({"flag": 6}, hj.OutOfRange),
        ({"part": (1, 2)}, hj.OutOfRange),
        ({"flag": 6, "part": (3, 2)}, hj.OutOfRange),
        ({"cp": ((("a", "1;b=2"),),)}, hj.OutOfRange),
        ({"cp": ((("a", "1&&"),),)}, hj.OutOfRange),
        ({"cp": ((),)}, hj.OutOfRange),
        ({"more": (("QN", "1"),)}, hj.OutOfRange),
        ({"cp": ((("a", "1" * 1000),),)}, hj.TooLong),
        ({"flag": 8, "cp": ((("a", "1" * 10_000),),)}, hj.TooLong),
    ],
)
def test_what_would_be_read_otherwise_is_not_written(changes, error):
    with pytest.raises(error):
        hj.encode(data(**changes))


def test_a_moment_is_that_of_china_to_the_millisecond():
    at = datetime(2026, 11, 23, 0, 30, 0, 1999, tzinfo=UTC)
    assert b"QN=20261123083000001;" in hj.encode(data(qn=at))


def test_a_password_is_not_shown():
    assert "123456" not in f"{hj.decode(AIR)!r} {hj.decode(AIR)}"


@pytest.mark.parametrize("flag", ["F", "M", "S", "D", "C", "T", "B", "?"])
def test_what_is_not_normal_does_not_count(flag):
    [reading] = hj.readings(((("LA-Rtd", "55.1"), ("LA-Flag", flag)),))
    assert (reading.normal, reading.values["Rtd"]) == (False, Decimal("55.1"))
    assert (flag in hj.FLAGS) is (flag != "?")


def test_what_is_no_number_is_not_one():
    group = (("x-Avg", "1e5"), ("x-Min", ""), ("x-Max", "NaN"), ("x-Cou", "-0.50"), ("y", "1"))
    [reading] = hj.readings((group,))
    assert reading.values == {"Avg": None, "Min": None, "Max": None, "Cou": Decimal("-0.5")}
    assert (reading.name, reading.normal) == (None, None)
    assert hj.data_time((group,)) is None
    with pytest.raises(hj.WrongTime):
        hj.data_time(((("DataTime", "yesterday"),),))


letters = st.text("abcDEF0189-.点 #", max_size=12)
names = st.text("abcDEF0189-点", min_size=1, max_size=12)
groups = st.lists(st.tuples(names, letters), min_size=1, max_size=3).map(tuple)
moments = st.integers(0, 10**13).map(
    lambda ms: datetime(2000, 1, 1, tzinfo=CHINA) + timedelta(milliseconds=ms)
)
messages = st.builds(
    hj.Data,
    st.text("0123456789", min_size=2, max_size=2),
    st.text("0123456789", min_size=4, max_size=4),
    st.text("0123456789abc", min_size=1, max_size=6),
    st.text("0123456789ABC", min_size=1, max_size=24),
    st.integers(0, 255).map(lambda flag: flag & ~2),
    st.none() | moments,
    st.lists(groups, max_size=6).map(tuple),
    part=st.none(),
    more=st.just(()) | letters.filter(str.isalnum).map(lambda one: (("Sign", one),)),
)
frames = messages.map(hj.encode)


@given(messages)
def test_what_is_encoded_is_decoded(message):
    assert hj.decode(hj.encode(message)) == message


@given(st.lists(frames, max_size=5))
def test_frames_of_one_payload_are_told_apart(several):
    assert list(hj.split(b"".join(several))) == several


@given(frames, frames, st.data())
def test_a_damaged_frame_takes_no_neighbour_with_it(good, damaged, data):
    at = data.draw(st.integers(0, len(damaged) - 1))
    cut = data.draw(st.booleans())
    bad = damaged[:at] if cut else damaged[:at] + b"\xee" + damaged[at + 1 :]
    pieces = list(hj.split(good + bad + good))
    assert pieces[0] == pieces[-1] == good
    assert b"".join(pieces[1:-1]) == bad


@given(frames, st.data())
def test_no_part_of_a_frame_is_one(whole, data):
    end = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(hj.Malformed):
        hj.decode(whole[:end])


@given(frames, st.data())
def test_no_frame_with_another_byte_is_the_same(whole, data):
    at, byte = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 255))
    other = whole[:at] + bytes([byte]) + whole[at + 1 :]
    try:
        assert hj.decode(other) == hj.decode(whole)
    except hj.Malformed:
        return
    assert other.upper() == whole.upper()


@given(st.binary(max_size=400) | st.text("#0159\r\nAF", max_size=300).map(str.encode))
def test_nothing_is_lost_of_what_is_no_frame(payload):
    assert b"".join(hj.split(payload)) == payload
    for read in (hj.decode, hj.parse):
        try:
            read(payload)
        except hj.Malformed:
            continue


def test_two_bad_frames_are_two_pieces():
    bad = AIR.replace(b"C481", b"C482")
    assert list(hj.split(bad + bad + AIR)) == [bad, bad, AIR]
    assert list(hj.split(AIR + b"noise")) == [AIR, b"noise"]


@pytest.mark.parametrize(
    "noise",
    [b"##", b"##0000", b"##9996ABCD\r\n", b"##0996ABCD\r\n", b"#", b"##0990" * 170 + b"\r\n"],
)
def test_noise_that_looks_like_frames_costs_little(noise):
    payload = (noise * (131_072 // len(noise) + 1))[:131_072]
    begun = process_time()
    assert b"".join(hj.split(payload)) == payload
    assert process_time() - begun < 10  # a search that begins anew at each takes minutes


many = st.lists(groups, min_size=2, max_size=40, unique=True).map(tuple)
LONG = (("点" * 12, "点" * 12),) * 3  # as long as a group is drawn, which is not divided
LONGEST = 221


@example(hj.decode(AIR), (LONG, (("a", "1"),)), LONGEST, Random(0))  # noqa: S311 - no secret
@given(messages, many, st.integers(LONGEST, 400), st.randoms())
def test_what_is_divided_is_joined_in_any_order(message, cp, largest, rng):
    message = message._replace(cp=cp)
    parts = hj.divide(message, largest)
    assert hj.join(rng.sample([*parts, *parts], 2 * len(parts))) == message
    if len(parts) > 1:
        assert hj.join(parts[:-1]) is None
        assert hj.join(parts[1:]) is None
        assert [hj.decode(hj.encode(part)) for part in parts] == list(parts)


def test_a_short_message_is_its_only_part():
    assert hj.divide(hj.decode(AIR)) == (hj.decode(AIR),)
    assert hj.join([hj.decode(AIR)]) == hj.decode(AIR)
    assert hj.join([]) is None
    with pytest.raises(hj.TooLong):
        hj.divide(data(cp=((("a", "1" * 951),),)))


def test_a_time_that_each_part_repeats_is_taken_once():
    time, a, b = (("DataTime", "20261123083000"),), (("a-Rtd", "1"),), (("b-Rtd", "2"),)
    parts = [data(flag=6, part=(n, 2), cp=(time, one)) for n, one in ((1, a), (2, b))]
    assert hj.join(parts) == data(cp=(time, a, b))


@pytest.mark.parametrize(
    "changes", [{"mn": "B"}, {"qn": None}, {"cn": "2051"}, {"part": (2, 3)}, {"part": (1, 2)}]
)
def test_parts_of_several_messages_are_no_message(changes):
    first = data(flag=6, part=(1, 2), cp=((("a", "1"),),))
    second = first._replace(part=(2, 2), cp=((("b", "2"),),))
    with pytest.raises(hj.WrongPart):
        hj.join([first, second._replace(**changes)])
