"""Frames of a fire panel: what they raise, of which point, and what becomes of a bad one."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from linli.standards import gbt26875 as gb
from linli.wall import CHINA

NOW = datetime.now(UTC).replace(microsecond=0)
HERE, THERE = "140105001001", "140105001002"
TAKEN = {"batchItemFailures": []}
PANEL, SMOKE = "FP-001", "FD-001"
ADDRESS = 0x00010001
PART = "1-1-00010001"
NORMAL, FIRE, TESTED_FIRE = 1, 3, 2
numbers = count(1)


def ago(minutes=1.0):
    return NOW - timedelta(minutes=minutes)


def frame(*objects, serial=None, at=None):
    made = gb.Frame(
        serial=next(numbers) if serial is None else serial,
        at=at or NOW,
        source=b"panel1",
        destination=b"centre",
        data=gb.write(gb.Report(objects)),
    )
    return gb.encode(made)


def part(word, at=None, *, address=ADDRESS, kind=42):
    return gb.PartState(1, 1, kind, address, word, gb.padded("1号楼"), at or ago())


def system(word, at=None, kind=1):
    return gb.SystemState(kind, 1, word, at or ago())


@pytest.fixture
def panel(register):
    register(PANEL, "fire_panel", building="3号楼")
    return lambda **more: register(SMOKE, "fire_detector", parent=PANEL, part=PART, **more)


@pytest.fixture
def new(told):
    """What has been told since it was asked for last."""
    seen = set()

    def new():
        facts = [(name, fact) for name, fact in told() if fact["event_id"] not in seen]
        seen.update(fact["event_id"] for _, fact in facts)
        return facts

    return new


@pytest.fixture
def kept(row):
    def kept():
        from linli import quarantine

        return [(one.why, one.id) for one in quarantine.waiting().items]

    return kept


def brief(fact):
    return fact["asset_id"], fact["measure"], fact["limit_id"]


def test_a_registered_point_raises_its_own_incident(panel, send, told, ask):
    panel(zone="3F-A")
    assert send(PANEL, "alarm", raw=frame(part(FIRE))) == TAKEN
    [[name, found]] = told()
    assert (name, *brief(found)) == ("HazardFound", SMOKE, "fire", "FD-fire")
    assert (found["raises"], found["priority"], found["category"]) == ("incident", "P1", "A6.1")
    assert (found["zone"], found["drill"], found["point"]) == ("3F-A", False, None)
    assert datetime.fromisoformat(found["at"]) == ago()
    assert ask("GET", f"assets/{SMOKE}")[1]["hazards"]["fire"]["id"] == found["hazard_id"]


def test_a_point_that_nobody_registered_raises_on_its_panel_and_says_which(panel, send, told, ask):
    assert send(PANEL, "alarm", raw=frame(part(FIRE), part(NORMAL, address=7))) == TAKEN
    [[_, found]] = told()
    assert brief(found) == (PANEL, f"fire#{PART}", "FD-fire")
    assert (found["point"], found["kind"], found["building"]) == (PART, "fire_detector", "3号楼")
    seen = ask("GET", f"assets/{PANEL}")[1]
    assert list(seen["hazards"]) == [f"fire#{PART}"]
    [listed] = ask("GET", "hazards", query={"community": HERE})[1]["items"]
    assert (listed["asset_id"], listed["point"]) == (PANEL, PART)


def test_two_such_points_are_two_hazards_and_each_is_settled_alone(panel, send, new, hear):
    other = 0x00010002
    send(PANEL, "alarm", raw=frame(part(FIRE, ago(9)), part(FIRE, ago(9), address=other)))
    first, second = sorted((found for _, found in new()), key=lambda found: found["point"])
    assert first["hazard_id"] != second["hazard_id"]
    send(PANEL, "alarm", raw=frame(part(NORMAL, ago(5))))
    assert [(name, f["hazard_id"]) for name, f in new()] == [("HazardCleared", first["hazard_id"])]
    closed = {"incident_id": "I1", "subject": PANEL, "measure": first["measure"]}
    closed |= {"hazard_id": first["hazard_id"], "hazard_at": first["at"], "community": HERE}
    closing = ("IncidentClosed", {**closed, "at": NOW.isoformat()})
    assert hear(closing) == TAKEN
    assert [(name, f["hazard_id"]) for name, f in new()] == [("HazardSettled", first["hazard_id"])]
    send(PANEL, "alarm", raw=frame(part(FIRE, ago(1))))
    assert [name for name, _ in new()] == ["HazardFound"]


@pytest.mark.parametrize(
    ("word", "raised"),
    [
        (0x0105, {"FD-fault": 24, "FD-power": 24}),
        (0x0009, {"FD-shielded": 24}),
        (0x0011, {"FD-supervised": 2}),
        (0x00E1, {}),  # started, answered, delayed: not wrong
        (0x0000, {}),
    ],
)
def test_what_the_bits_of_a_part_raise(panel, send, told, word, raised):
    panel()
    send(PANEL, "alarm", raw=frame(part(word)))
    found = {fact["limit_id"]: fact["within_hours"] for _, fact in told()}
    assert found == raised
    assert all(fact["raises"] == "hazard" for _, fact in told())


def test_what_the_bits_of_a_system_and_of_the_transmission_device_raise(panel, send, new):
    send(PANEL, "alarm", raw=frame(system(0x0701 | 0x0004)))
    assert {fact["limit_id"]: fact["measure"] for _, fact in new()} == {
        "FP-fault": "fault#1-1",
        "FP-main-power": "main_power_fault#1-1",
        "FP-standby-power": "standby_power_fault#1-1",
        "FP-bus": "bus_fault#1-1",
    }
    send(PANEL, "alarm", raw=frame(gb.DeviceState(0b0110_0001, ago())))
    assert {brief(fact) for _, fact in new()} == {
        (PANEL, "center_link_fault", "FP-link"),
        (PANEL, "line_fault", "FP-line"),
    }
    send(PANEL, "alarm", raw=frame(system(FIRE, kind=11)))
    assert new()[-1][1]["measure"] == "fire#11-1"


@pytest.mark.parametrize("kind", [10, 13])
def test_gas_that_a_panel_reports_is_not_taken_for_fire(panel, send, new, kind):
    panel()
    send(PANEL, "alarm", raw=frame(part(FIRE, kind=kind)))
    [(_, found)] = [one for one in new() if one[1]["limit_id"] == "FD-gas"]
    assert (found["asset_id"], found["measure"], found["category"]) == (SMOKE, "gas_alarm", "A4.4")


def test_a_manual_call_point_is_told_from_a_detector_and_a_call_by_hand_from_both(panel, send, new):
    panel()
    send(PANEL, "alarm", raw=frame(part(FIRE, kind=23)))
    assert brief(new()[-1][1]) == (SMOKE, "manual_call", "FD-call")
    send(PANEL, "alarm", raw=frame(gb.DeviceOperation(0b100, 9, ago(5))))
    assert brief(new()[-1][1]) == (PANEL, "manual_alarm", "FP-manual-alarm")
    send(PANEL, "alarm", raw=frame(gb.DeviceOperation(0b1, 9, ago(4))))
    assert new()[-1][0] == "HazardCleared"


def test_a_gas_detector_of_a_panel_is_held_to_the_limits_of_gas(panel, send, new, register):
    gas = gb.Analog(1, 1, 10, 9, 6, 215, ago())
    send(PANEL, "alarm", raw=frame(gas))
    [[_, found]] = new()
    assert brief(found) == (PANEL, "lel_percent#1-1-00000009", "GAS1-alarm")
    assert found["value"] == 21.5


def test_whatever_a_point_is_registered_as_may_burn(panel, send, new, register):
    register("PU-001", "pump", parent=PANEL, part="1-1-00000005")
    send(PANEL, "alarm", raw=frame(part(FIRE | 4, address=5, kind=91)))
    found = {(fact["limit_id"], fact["kind"]) for _, fact in new()}
    assert found == {("FD-fire", "pump"), ("PU-fault", "pump")}


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_point_that_has_left_or_is_of_another_community_is_none(
    panel, send, told, register, elsewhere, ask
):
    if elsewhere:
        register(SMOKE, "fire_detector", THERE, parent=PANEL, part=PART)
    else:
        panel()
        asset = ask("GET", f"assets/{SMOKE}")[1]
        moved = {"name": "x", "point": asset["point"], "address": "x"}
        status, _ = ask("PUT", f"assets/{SMOKE}", moved, if_match=asset["version"])
        assert status == 200
    send(PANEL, "alarm", raw=frame(part(FIRE)))
    assert told()[-1][1]["asset_id"] == PANEL


def test_an_address_is_one_asset_s_until_it_leaves(panel, ask, register):
    panel()
    card = {"id": "FD-002", "community": HERE, "kind": "fire_detector", "name": "x"}
    card |= {"point": {"lat": 37.8, "lon": 112.5}, "address": "x", "parent": PANEL, "part": PART}
    status, refusal = ask("POST", "assets", card)
    assert (status, refusal["code"]) == (409, "part-taken")
    asset = ask("GET", f"assets/{SMOKE}")[1]
    moved = {"name": "x", "point": asset["point"], "address": "x"}
    assert ask("PUT", f"assets/{SMOKE}", moved, if_match=asset["version"])[0] == 200
    assert ask("POST", "assets", card)[0] == 201
    assert ask("POST", "assets", card)[0] == 201
    status, refusal = ask("POST", "assets", card | {"id": "FD-003", "parent": None})
    assert (status, refusal["errors"][0]["code"]) == (422, "part-without-panel")


def test_the_same_frame_again_does_nothing_and_is_counted(panel, send, told, row):
    from linli import progress

    panel()
    twice = frame(part(FIRE))
    assert send(PANEL, "alarm", raw=twice, repeat=2) == TAKEN
    assert send(PANEL, "alarm", raw=twice) == TAKEN
    assert len(told()) == 1
    known = progress.of(PANEL, "alarm.frames")
    assert (known.taken, known.duplicates) == (1, 2)


def test_a_serial_number_is_used_again_and_an_old_frame_may_come_late(panel, send, told, kept):
    panel()
    send(PANEL, "alarm", raw=frame(part(0x0005), serial=65_535, at=NOW))
    send(PANEL, "alarm", raw=frame(part(FIRE), serial=0, at=NOW))
    send(PANEL, "alarm", raw=frame(part(NORMAL, ago(90)), serial=0, at=ago(90)))
    send(PANEL, "alarm", raw=frame(part(FIRE, address=9), serial=0, at=ago(80)))
    assert kept() == []
    found = [(name, fact["measure"]) for name, fact in told()]
    assert ("HazardFound", "fire") in found
    assert ("HazardFound", "fire#1-1-00000009") in found


def test_one_number_and_time_for_other_bytes_waits(panel, send, kept):
    send(PANEL, "alarm", raw=frame(part(NORMAL), serial=5))
    send(PANEL, "alarm", raw=frame(part(FIRE), serial=5))
    assert [why for why, _ in kept()] == ["same-number-other-bytes"]


def test_of_several_frames_the_bad_one_waits_alone_and_whole(panel, send, told, kept):
    from linli import quarantine
    from linli.signals import Signal

    panel()
    bad = bytearray(frame(part(FIRE)))
    bad[-3] ^= 1
    said = frame(part(0x0005)) + bytes(bad) + frame(part(FIRE, address=9))
    assert send(PANEL, "alarm", raw=said, repeat=2) == TAKEN
    assert {fact["measure"] for _, fact in told()} == {"fault", "fire#1-1-00000009"}
    [(why, message)] = kept()
    assert why == "wrong-checksum"
    whole = Signal.model_validate_json(quarantine.show(message).text)
    assert whole.payload == bytes(bad)
    assert (whole.device, whole.channel) == (PANEL, "alarm")


def test_what_is_no_frame_at_all_waits(panel, send, told, kept, register):
    register("MH-001", "manhole")
    for raw in (b"@@", b"@@" + b"x" * 40, frame(part(FIRE))[:-9], b"@@" * 5000):
        assert send(PANEL, "alarm", raw=raw) == TAKEN
    assert send("MH-001", "alarm", raw=frame(part(FIRE))) == TAKEN
    assert send("FP-999", "alarm", raw=frame(part(FIRE))) == TAKEN
    assert told() == []
    assert {why for why, _ in kept()} == {
        *("truncated", "data-too-long", "too-large", "no-fire-panel", "unknown-device"),
    }


def test_a_panel_whose_clock_has_stood_for_years_is_believed_but_for_the_time(panel, send, told):
    panel()
    long_ago = datetime(2012, 6, 1, 3, 17, 37, tzinfo=CHINA)
    send(PANEL, "alarm", raw=frame(part(FIRE, long_ago), at=long_ago))
    [[_, found]] = told()
    assert abs(datetime.fromisoformat(found["at"]) - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_report_that_is_not_read_and_a_frame_without_one_are_taken(panel, send, told, kept):
    bare = gb.Frame(9, NOW, b"panel1", b"centre", b"", 3)
    raw = bare._replace(data=gb.write(gb.Raw(8, 1, b"123")), command=2, serial=10)
    assert send(PANEL, "alarm", raw=gb.encode(bare) + gb.encode(raw)) == TAKEN
    assert (told(), kept()) == ([], [])


def test_a_panel_may_also_say_what_others_say(panel, send, told):
    assert send(PANEL, "reading", (ago(), {"main_power_fault": 1})) == TAKEN
    assert brief(told()[-1][1]) == (PANEL, "main_power_fault", "FP-main-power")


def test_more_than_can_change_together_waits_whole(panel, send, told, kept):
    many = [gb.SystemState(n % 250, n // 250, 0x0003, ago()) for n in range(95)]
    assert send(PANEL, "alarm", raw=frame(*many)) == TAKEN
    assert told() == []
    assert [why for why, _ in kept()] == ["too-many-parts"]


def test_a_tested_point_without_a_registered_test_is_a_real_alarm(panel, send, told):
    panel()
    send(PANEL, "alarm", raw=frame(part(TESTED_FIRE)))
    [[name, found]] = told()
    assert (name, found["limit_id"], found["drill"]) == ("HazardFound", "FD-fire", False)
