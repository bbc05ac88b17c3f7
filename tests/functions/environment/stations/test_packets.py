"""Packets of HJ 212 from a monitor: read into samples, their flags kept, broken ones kept whole."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.environment.known import ITEMS
from functions.environment.model import StationKind, counts, flagged
from functions.environment.stations import packets
from functions.environment.stations.packets import Packet
from linli.standards import hj212 as hj
from linli.wall import CHINA
from tests.layers.standards.test_hj212 import AIR, ANSWER, STANDARDS_OWN

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=CHINA)  # of AIR
AFTER = MORNING + timedelta(minutes=1)
CODES = {row.id: row for row in ITEMS if row.said[0] == "Rtd"}
SYSTEMS = {kind: system for system, kind in packets.KINDS.items()}


def packet(*items, cn="2011", system="22", at="DataTime=20261123083000", qn=MORNING):
    groups = (at, *items) if at else items
    cp = tuple(tuple(tuple(one.split("=")) for one in group.split(",")) for group in groups)
    return hj.Data(system, cn, "123456", "A1", 4, qn, cp)


def sent(*items, **more):
    return hj.encode(packet(*items, **more))


@pytest.fixture
def kept(row):
    """Why what waits does."""

    def kept():
        from linli import quarantine

        return [one.why for one in quarantine.waiting().items]

    return kept


@pytest.fixture
def stored(row):
    def stored(station, begins=MORNING - timedelta(hours=1)):
        from linli.packs import reading

        return [one.measures for one in reading.between(station, begins, AFTER)]

    return stored


def test_the_packet_of_the_domain_is_a_sample(register, send, now, kept, stored):
    now(AFTER)
    register("AQ-1", "air")
    assert send("AQ-1", raw=AIR) == []
    assert send("AQ-1", raw=AIR) == []
    assert (stored("AQ-1"), kept()) == ([{"pm2_5": 48.0, "pm10": 95.0}], [])


def test_minutes_of_packets_make_the_hour(register, send, now, sweep, ask):
    hour = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    now(hour + timedelta(minutes=1))
    register("AQ-1", "air")
    now(hour + timedelta(minutes=59))
    for n in range(50):
        at = (hour + timedelta(minutes=n)).astimezone(CHINA)
        said = f"DataTime={at:%Y%m%d%H%M%S}"
        ill = f"a34002-Avg={900 + n},a34002-Flag=D"
        raw = sent("a34004-Avg=35,a34004-Flag=N", ill, cn="2051", at=said, qn=at)
        assert send("AQ-1", raw=raw) == []
    now(hour + timedelta(minutes=66))
    sweep()
    latest = ask("GET", "stations/AQ-1")[1]["latest"]
    assert (latest["means"]["pm2_5"], latest["means"]["pm10"]) == (35.0, None)


def test_what_is_not_normal_is_kept_by_its_flag_and_counts_for_nothing(
    register, send, now, stored, ask, told
):
    now(AFTER)
    register("WQ-1", "water")
    told()
    ill = "w01003-Rtd=40,w01003-Flag=M", "w01001-Rtd=7.1,w01001-Flag=N"
    assert send("WQ-1", raw=sent(*ill, system="21")) == []
    assert stored("WQ-1") == [{"turbidity_ntu_flag_m": 40.0, "ph": 7.1}]
    assert not [name for name, _ in told() if name == "WaterSuspected"]
    well = sent("w01003-Rtd=40", system="21", qn=MORNING + timedelta(seconds=1))
    assert send("WQ-1", raw=well) == []
    assert [name for name, _ in told()] == ["WaterSuspected"]


def test_a_mean_is_of_what_counts(register, stored):
    from functions.environment.values import making, water
    from linli.points import Point

    station = register("WQ-1", "water")
    values = ({"turbidity_ntu": 1.0, flagged("turbidity_ntu", "D"): 9.0},)
    points = [Point(at=MORNING, measures=one) for one in values]
    assert water.made(points, making.kept(station), MORNING.date()).means == {"turbidity_ntu": 1.0}


def test_noise_says_its_level_and_its_loudest():
    said = Packet.read(sent("LA-Avg=55.1,LA-Max=61.2,LA-Flag=N", cn="2051", system="23"))
    assert said.samples[0].measures == {"leq_db": 55.1, "lmax_db": 61.2}
    assert said.samples[0].at == MORNING


def test_two_packets_without_a_qn_are_two_within_a_second_too(register, send, now, stored, kept):
    """Each of one factor, and both are folded, as both are wrong; a redelivery is no third."""
    now(AFTER)
    register("WQ-1", "water")
    muddy = sent("w01003-Rtd=40", system="21", qn=None)
    acid = sent("w01001-Rtd=4.1", system="21", qn=None)
    for raw in (muddy, acid, muddy, acid):
        assert send("WQ-1", raw=raw) == []
    assert kept() == []
    assert sorted(stored("WQ-1"), key=str) == [{"ph": 4.1}, {"turbidity_ntu": 40.0}]
    from linli import progress

    assert progress.of("WQ-1", "reading.packets").duplicates == 2


def test_what_is_of_now_and_what_is_of_a_minute_are_two_by_one_qn():
    now_, minute = (
        Packet.read(sent("a34004-Rtd=48,a34004-Avg=47", cn=cn)) for cn in packets.SAMPLES
    )
    assert now_.seq != minute.seq
    assert now_.seq == int(MORNING.timestamp() * 1000) * 1000  # a pack that is kept has it so
    with_qn = {Packet.read(sent(f"a34004-Rtd={value}")).seq for value in (48, 49)}
    assert len(with_qn) == 1  # its own bytes again, or refused


def test_parts_of_one_message_are_two_of_ours():
    whole = packet("a34004-Rtd=48", at=None)._replace(flag=6)
    parts = [Packet.read(hj.encode(whole._replace(part=(n, 2)))) for n in (1, 2)]
    assert [one.seq - parts[0].seq for one in parts] == [0, 1]
    assert parts[0].samples[0].at == MORNING  # when it was made, as it does not say more


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (STANDARDS_OWN, "no-samples"),
        (sent("a34004-Rtd=48", system="32"), "no-station"),
        (sent("a34004-Rtd=48", at=None, qn=None), "no-time"),
        (sent("a99999-Rtd=48"), "nothing-measured"),
        (sent("a34004-Rtd=,a34004-Flag=D"), "nothing-measured"),
        (sent("a34004-Rtd=48,a34004-Flag=?"), "unknown-flag"),
        (sent("LA-Rtd=48", system="23"), "of-another-kind"),
        (AIR.replace(b"C481", b"C482"), "wrong-checksum"),
        (AIR[:-20], "truncated"),
        (sent("a34004-Rtd=48", at="DataTime=20261103083000"), "too-old"),
        (sent("a34004-Rtd=48", qn=MORNING - timedelta(days=1), at="DataTime=1"), "wrong-time"),
    ],
)
def test_what_cannot_be_taken_waits_with_its_reason(register, send, now, kept, stored, raw, why):
    now(AFTER)
    register("AQ-1", "air")
    assert send("AQ-1", raw=raw) == []
    assert kept() == [why]
    assert stored("AQ-1") == []


@pytest.mark.parametrize(
    "raw",
    [ANSWER, sent("a34004-Avg=48", cn="2061"), sent("a34004-Avg=48", cn="2031")],
)
def test_what_a_monitor_says_beside_its_samples_waits_for_nobody(
    register, send, now, kept, stored, raw
):
    """Each sends its hours and days, too, which are made here: nobody reads those in quarantine."""
    now(AFTER)
    register("AQ-1", "air")
    assert send("AQ-1", raw=raw + AIR) == []
    assert kept() == []
    assert len(stored("AQ-1")) == 1
    assert send("AQ-1", raw=raw.replace(b"CN=", b"CM=")) == []
    assert len(kept()) == 1


WHOM = "14010519500101001X"
FIELDS = ("QN", "ST", "CN", "PW", "MN", "Flag", "PNUM", "PNO", "CP", "Odd")


def framed(data):
    """As any monitor may send it, right in length and checksum alone."""
    said = data.encode()
    return b"##%04d%s%04X\r\n" % (len(said), said, hj.crc(said))


@pytest.mark.parametrize("value", [WHOM, f"{WHOM}=1", f"a={WHOM}", f"DataTime={WHOM}"])
def test_what_a_monitor_says_is_no_part_of_why_it_waits_and_goes_in_its_time(
    row, register, send, now, kept, value
):
    from linli import quarantine
    from linli.quarantine import Kept

    now(AFTER)
    register("AQ-1", "air")
    right = "QN=20261123083000000;ST=22;CN=2011;PW=1;MN=A;Flag=4;CP=&&DataTime=20261123083000;"
    right += "a34004-Rtd=1&&"
    for name in FIELDS:
        inside = f"&&{value}&&" if name == "CP" else value
        others = [one for one in right.split(";", 6) if not one.startswith(f"{name}=")]
        assert send("AQ-1", raw=framed(";".join([f"{name}={inside}", *others]))) == []
    waiting = [one for one in row.scan() if one.sk == "kept"]
    assert len(waiting) > 5
    assert not [why for why in kept() if WHOM in why]
    assert WHOM not in quarantine.unread().model_dump_json()
    for one in waiting:
        until = datetime.fromtimestamp(one.expires, UTC)
        assert until <= AFTER + timedelta(days=41), one.noun(Kept).why
    now(AFTER + timedelta(days=41))
    assert kept() == []


REASONS = {"no-start", "no-end", "wrong-length", "wrong-checksum", "truncated", "not-json"}


def test_a_packet_that_came_broken_in_any_byte_waits_and_says_why(
    row, now, register, send, stored, monkeypatch
):
    from linli import flood
    from linli.quarantine import Kept

    monkeypatch.setattr(flood, "MOST", lambda _: 10_000)  # so many in an hour would only be counted
    now(AFTER)
    register("AQ-1", "air")
    for at in range(len(AIR)):
        assert send("AQ-1", raw=AIR[:at] + bytes([AIR[at] ^ 0x55]) + AIR[at + 1 :]) == []
    waiting = [one for one in row.scan() if one.sk == "kept"]
    assert len(waiting) >= len(AIR)  # of some, each piece
    assert {one.noun(Kept).why for one in waiting} <= REASONS
    assert stored("AQ-1") == []


def test_one_that_is_broken_takes_no_neighbour_with_it(register, send, now, kept, stored):
    now(AFTER)
    register("AQ-1", "air")
    good = sent("a34004-Rtd=50", qn=MORNING + timedelta(seconds=3))
    send("AQ-1", raw=AIR.replace(b"C481", b"C482") + good + AIR)
    assert kept() == ["wrong-checksum"]
    assert sorted(one["pm2_5"] for one in stored("AQ-1")) == [48.0, 50.0]


@given(st.integers(0, len(AIR) - 1), st.integers(0, 255))
def test_no_other_byte_is_read_as_another_sample(at, byte):
    other = AIR[:at] + bytes([byte]) + AIR[at + 1 :]
    try:
        assert Packet.read(other) == Packet.read(AIR)
    except ValueError:
        return
    assert other.upper() == AIR.upper()


numbers = st.decimals(-1000, 100_000, allow_nan=False, places=3)
flags = st.none() | st.sampled_from(sorted(hj.FLAGS))


@given(
    st.sampled_from(sorted(StationKind)).flatmap(
        lambda kind: st.dictionaries(
            st.sampled_from([row for row in CODES.values() if row.kind == kind] or [None]).map(
                lambda row: row.id
            ),
            st.tuples(numbers, flags),
            min_size=1,
        )
    ),
    st.integers(0, 10**9),
)
def test_what_a_monitor_measured_is_what_is_read(said, seconds):
    at = datetime(2018, 1, 1, tzinfo=CHINA) + timedelta(seconds=seconds)
    items = [
        f"{code}-Rtd={value}" + (f",{code}-Flag={flag}" if flag else "")
        for code, (value, flag) in said.items()
    ]
    system = SYSTEMS[CODES[next(iter(said))].kind]
    raw = sent(*items, system=system, at=f"DataTime={at:%Y%m%d%H%M%S}", qn=at)
    read = Packet.read(raw)
    [sample] = read.samples
    assert sample.at == at
    wanted = {
        CODES[code].measure if flag in (None, "N") else flagged(CODES[code].measure, flag): float(
            Decimal(value)
        )
        for code, (value, flag) in said.items()
    }
    assert sample.measures == wanted
    assert [name for name in wanted if counts(name)] == [
        CODES[code].measure for code, (_, flag) in said.items() if flag in (None, "N")
    ]
    assert Packet.read(raw) == read


def test_a_city_says_in_which_unit_its_monitors_send():
    rows = [row.model_copy(update={"times": 1000.0}) for row in ITEMS if row.id == "a34004"]
    readings = hj.readings(((("a34004-Rtd", "0.0485"),),))
    assert packets.measures(readings, StationKind.AIR, MORNING, rows) == {"pm2_5": 48.5}
