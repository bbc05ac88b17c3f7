"""Silence: never because data was late, never for longer than it lasts, and of a block once."""

import json
from datetime import timedelta
from functools import partial

import pytest

from tests import queues
from tests.conftest import CONTEXT
from tests.functions.devices.conftest import BEGIN, HERE
from tests.functions.devices.test_conservation import record

PATIENCE = timedelta(hours=3)  # of a water meter


@pytest.fixture
def speak(now):
    def speak(thing, at, measured=None, seq=[0]):  # noqa: B006 - counts
        from functions.devices import telemetry

        seq[0] += 1
        sample = {"at": (measured or at).isoformat(), "measures": {"volume_m3": 1}}
        message = {"v": 1, "boot": 1, "seq": seq[0], "samples": [sample]}
        one = record("reading", message, at, seq[0])
        one["body"] = one["body"].replace("WM-WC-001", thing)
        assert telemetry.handler({"Records": [one]}, CONTEXT) == {"batchItemFailures": []}

    return speak


@pytest.fixture
def session(now):
    def session(thing, event, at, **more):
        from functions.devices import lifecycle

        said = {"clientId": thing, "eventType": event, "timestamp": int(at.timestamp() * 1000)}
        said |= {"sessionIdentifier": "x", "versionNumber": 0, **more}
        record = {"messageId": "m", "body": json.dumps(said)}
        assert lifecycle.handler({"Records": [record]}, CONTEXT) == {"batchItemFailures": []}

    return session


@pytest.fixture
def look(now):
    """look(at): the round of the water meters is due by then."""

    def look(at):
        from functions.devices.presence import acts, store

        now(at)
        while True:
            acts.look(f"round#{HERE}#water_meter", "round")
            due = store.round_at(f"round#{HERE}#water_meter").due
            if due is None or due > at:
                return

    return look


@pytest.fixture
def silent(ask):
    def silent():
        query = {"community": HERE}
        items = ask("GET", "/silences", sub="grid_worker", query=query)[1]["items"]
        return [one["device_id"] for one in items]

    return silent


@pytest.fixture
def meters(register, now):
    """Registers water meters; somebody looks after them from now on."""

    def meters(*names, **more):
        from functions.devices.presence import acts

        now(BEGIN)
        for name in names:
            assert register(name, **more)[0] == 201
        acts.begin(HERE, "water_meter")

    return meters


def said(told):
    """Names of what was made known of devices that are amiss, in order."""
    return [name for name, _ in told() if name.endswith(("Silent", "Heard"))]


def test_a_device_falls_silent_once_and_is_heard_again(meters, speak, look, silent, told):
    meters("WM-WC-001")
    speak("WM-WC-001", BEGIN)
    look(BEGIN + PATIENCE)
    assert silent() == []
    look(BEGIN + PATIENCE + timedelta(minutes=1, hours=1))
    look(BEGIN + PATIENCE + timedelta(minutes=1, hours=2))
    assert silent() == ["WM-WC-001"]
    assert said(told) == ["DeviceSilent"]
    speak("WM-WC-001", BEGIN + timedelta(hours=6))
    look(BEGIN + timedelta(hours=7))
    assert silent() == []
    assert said(told) == ["DeviceSilent", "DeviceHeard"]


def test_what_never_spoke_is_not_silent(meters, look, silent):
    meters("WM-WC-001")
    look(BEGIN + timedelta(days=2))
    assert silent() == []


def test_late_data_is_no_silence(meters, speak, session, look, silent, told):
    """It sends what it measured in an outage of the network: it is there."""
    meters("WM-WC-001")
    speak("WM-WC-001", BEGIN)
    now = BEGIN + timedelta(hours=8)
    session("WM-WC-001", "connected", now - timedelta(minutes=2))
    speak("WM-WC-001", now, measured=BEGIN + timedelta(hours=2))
    session("WM-WC-001", "disconnected", now - timedelta(minutes=1))
    look(now)
    assert silent() == []
    assert said(told) == []


def test_a_silence_does_not_outlast_the_return_of_old_data(meters, speak, session, look, silent):
    meters("WM-WC-001")
    speak("WM-WC-001", BEGIN)
    look(BEGIN + timedelta(hours=5))
    assert silent() == ["WM-WC-001"]
    back = BEGIN + timedelta(hours=6)
    session("WM-WC-001", "connected", back)
    speak("WM-WC-001", back, measured=BEGIN + timedelta(hours=1))
    look(back + timedelta(hours=1))
    assert silent() == []


def test_one_that_is_connected_may_say_nothing_for_longer(meters, speak, session, look, silent):
    meters("WM-WC-001")
    session("WM-WC-001", "connected", BEGIN)
    speak("WM-WC-001", BEGIN)
    look(BEGIN + timedelta(hours=11))
    assert silent() == []
    look(BEGIN + timedelta(hours=13))
    assert silent() == ["WM-WC-001"]


def test_what_the_broker_says_late_is_not_believed(meters, session, ask):
    meters("WM-WC-001")
    session("WM-WC-001", "connected", BEGIN + timedelta(minutes=2))
    session("WM-WC-001", "disconnected", BEGIN)
    presence = ask("GET", "/WM-WC-001/presence", sub="grid_worker")[1]
    assert presence["connection"]["connected"] is True
    session("somebodys-phone", "connected", BEGIN)


def test_one_that_connects_again_before_its_old_session_ends_is_connected(meters, session, ask):
    """The broker ends the old one when the new one is there: what it says of that is later."""
    meters("WM-WC-001")
    session("WM-WC-001", "connected", BEGIN)
    session("WM-WC-001", "connected", BEGIN + timedelta(minutes=2))
    end = {"at": BEGIN + timedelta(minutes=2, seconds=1), "disconnectReason": "DUPLICATE_CLIENTID"}
    session("WM-WC-001", "disconnected", **end)
    presence = ask("GET", "/WM-WC-001/presence", sub="grid_worker")[1]
    assert presence["connection"]["connected"] is True
    session("WM-WC-001", "disconnected", **end | {"disconnectReason": "CONNECTION_LOST"})
    presence = ask("GET", "/WM-WC-001/presence", sub="grid_worker")[1]
    assert presence["connection"]["connected"] is False


def test_a_block_without_power_is_told_once_and_comes_back_once(meters, speak, look, silent, told):
    names = [f"WM-WC-{n:03}" for n in range(12)]
    meters(*names, zone="block-3")
    meters("WM-WC-900", zone="block-4")
    for name in (*names, "WM-WC-900"):
        speak(name, BEGIN)
    speak("WM-WC-900", BEGIN + timedelta(hours=4))
    look(BEGIN + timedelta(hours=5))
    assert len(silent()) == 12
    assert said(told) == ["BlockSilent"]
    for name in names[:7]:
        speak(name, BEGIN + timedelta(hours=5))
    look(BEGIN + timedelta(hours=6))
    assert len(silent()) == 5
    assert said(told) == ["BlockSilent"]
    for name in names[7:]:
        speak(name, BEGIN + timedelta(hours=6))
    look(BEGIN + timedelta(hours=7))
    assert silent() == []
    assert said(told) == ["BlockSilent", "BlockHeard"]
    [block] = [detail for name, detail in told() if name == "BlockHeard"]
    assert (block["zone"], block["devices"]) == ("block-3", 12)


def test_two_of_twelve_are_no_block(meters, speak, look, silent, told):
    names = [f"WM-WC-{n:03}" for n in range(12)]
    meters(*names, zone="block-3")
    for name in names:
        speak(name, BEGIN)
    for name in names[2:]:
        speak(name, BEGIN + timedelta(hours=4))
    look(BEGIN + timedelta(hours=5))
    assert silent() == names[:2]
    look(BEGIN + timedelta(hours=6))
    assert said(told) == ["DeviceSilent", "DeviceSilent"]


def spread(speak, names, step):
    """The last words before the power is cut."""
    for n, name in enumerate(names):
        speak(name, BEGIN + n * step)


def test_last_words_spread_over_their_interval_are_one_block(
    meters, speak, look, silent, told, ask
):
    names = [f"WM-WC-{n:03}" for n in range(12)]
    meters(*names, zone="block-3")
    spread(speak, names, timedelta(minutes=5))
    look(BEGIN + PATIENCE + timedelta(minutes=21))
    assert silent() == names[:5]
    assert said(told) == []
    look(BEGIN + PATIENCE + timedelta(minutes=81))
    look(BEGIN + PATIENCE + timedelta(minutes=141))
    assert said(told) == ["BlockSilent"]
    items = ask("GET", "/silences", sub="grid_worker", query={"community": HERE})[1]["items"]
    [block] = {one["block"] for one in items}
    assert (len(items), bool(block)) == (12, True)
    assert {(one["zone"], bool(one["name"])) for one in items} == {("block-3", True)}
    query = {"community": HERE, "kind": "door"}
    assert ask("GET", "/silences", sub="grid_worker", query=query)[1]["items"] == []
    query["kind"] = "water_meter"
    assert ask("GET", "/silences", sub="grid_worker", query=query)[1]["items"] == items
    for name in names:
        speak(name, BEGIN + timedelta(hours=6))
    look(BEGIN + timedelta(hours=7))
    assert silent() == []
    assert said(told) == ["BlockSilent", "BlockHeard"]


def test_one_of_a_zone_is_told_at_the_second_look(meters, speak, look, silent, told):
    meters("WM-WC-001", "WM-WC-002", "WM-WC-003", zone="block-3")
    spread(speak, ["WM-WC-001", "WM-WC-002", "WM-WC-003"], timedelta(0))
    for name in ("WM-WC-002", "WM-WC-003"):
        speak(name, BEGIN + timedelta(hours=5))
    look(BEGIN + timedelta(hours=5))
    assert (silent(), said(told)) == (["WM-WC-001"], [])
    look(BEGIN + timedelta(hours=6))
    look(BEGIN + timedelta(hours=7))
    assert said(told) == ["DeviceSilent"]
    speak("WM-WC-001", BEGIN + timedelta(hours=7))
    look(BEGIN + timedelta(hours=8))
    assert said(told) == ["DeviceSilent", "DeviceHeard"]


def test_what_is_back_before_it_is_told_is_never_told(meters, speak, look, silent, told):
    meters("WM-WC-001", zone="block-3")
    speak("WM-WC-001", BEGIN)
    look(BEGIN + timedelta(hours=5))
    speak("WM-WC-001", BEGIN + timedelta(hours=5))
    look(BEGIN + timedelta(hours=6))
    assert (silent(), said(told)) == ([], [])


def test_a_block_takes_who_was_told_alone_but_not_what_was_broken_before(
    meters, speak, look, silent, told
):
    names = [f"WM-WC-{n:03}" for n in range(8)]
    meters("WM-WC-900", *names, zone="block-3")
    cut = BEGIN + timedelta(hours=9)
    speak("WM-WC-900", BEGIN)
    for name in names:
        speak(name, cut)
    look(BEGIN + timedelta(hours=8))
    look(cut)
    assert said(told) == ["DeviceSilent"]
    for name in names[1:]:
        speak(name, cut + timedelta(minutes=140))  # later than its interval
    look(cut + timedelta(hours=3, minutes=1))
    look(cut + timedelta(hours=4, minutes=1))
    assert said(told) == ["DeviceSilent"] * 2
    look(cut + timedelta(hours=5, minutes=30))
    assert sorted(said(told)) == ["BlockSilent", "DeviceHeard", *["DeviceSilent"] * 2]
    for name in names:
        speak(name, cut + timedelta(hours=6))
    look(cut + timedelta(hours=7))
    assert silent() == ["WM-WC-900"]
    [_, *others] = sorted(said(told))
    assert others == ["BlockSilent", "DeviceHeard", *["DeviceSilent"] * 2]
    [block] = [detail for name, detail in told() if name == "BlockHeard"]
    assert block["devices"] == 8


def test_of_what_is_retired_nobody_waits_for_a_word(meters, speak, look, silent, ask):
    meters("WM-WC-001")
    speak("WM-WC-001", BEGIN)
    look(BEGIN + timedelta(hours=5))
    end = {"reason": "拆除"}
    assert ask("POST", "/WM-WC-001/retirements", end, sub="city", if_match=1)[0] == 201
    look(BEGIN + timedelta(hours=7))
    assert silent() == []


def test_the_silence_of_what_is_personal_is_in_no_list_nor_where_a_page_ends(
    people, row, ask, monkeypatch
):
    from functions.devices.presence import store
    from functions.devices.presence.model import Silence
    from linli.store import commit

    monkeypatch.setattr(store, "SHOWN", 2)
    places = {"HS-1": "home_sensor", "HS-2": "home_sensor", "HS-3": "home_sensor"}
    for name, kind in (places | {"KI-1": "kiosk", "DR-1": "door", "WR-1": "wearable"}).items():
        one = {"id": name, "device_id": name, "community": HERE, "kind": kind}
        commit(store.keep(Silence.model_validate(one | {"since": BEGIN, "found_at": BEGIN})))
    seen, after, told = [], "", []
    while after is not None:
        query = {"community": HERE, "after": after}
        page = ask("GET", "/silences", sub="grid_worker", query=query)[1]
        seen += [one["device_id"] for one in page["items"]]
        told.append(after := page["next"])
    assert seen == ["DR-1", "KI-1"]
    assert "HS-" not in str(told)


def test_who_must_send_less_often_may_say_nothing_for_as_much_longer(meters, speak, look, silent):
    """Over NB-IoT a device is told three times the usual interval: obeying is no silence."""
    from functions.devices import telemetry

    meters("WM-WC-001")
    network = {"bearer": "nb_iot", "signal_dbm": -100}
    said = {"v": 1, "boot": 1, "seq": 0, "at": BEGIN.isoformat(), "status": {"network": network}}
    one = queues.signal("WM-WC-001", json.dumps(said).encode(), BEGIN, "state")
    assert telemetry.handler({"Records": [one]}, CONTEXT) == {"batchItemFailures": []}
    speak("WM-WC-001", BEGIN)
    look(BEGIN + 3 * PATIENCE - timedelta(hours=1))
    assert silent() == []
    look(BEGIN + 3 * PATIENCE + timedelta(hours=1))
    assert silent() == ["WM-WC-001"]


def test_a_block_is_over_though_one_of_it_was_moved_to_another_zone_meanwhile(
    meters, speak, look, silent, told, ask
):
    names = [f"WM-WC-{n:03}" for n in range(4)]
    meters(*names, zone="block-3")
    for name in names:
        speak(name, BEGIN)
    look(BEGIN + timedelta(hours=5))
    card = ask("GET", f"/{names[0]}", sub="official")[1]
    moved = {name: card[name] for name in ("name", "point", "address")} | {"zone": "block-4"}
    asked = {"sub": "community_worker", "if_match": card["version"]}
    assert ask("PUT", f"/{names[0]}", moved, **asked)[0] == 200
    for name in names:
        speak(name, BEGIN + timedelta(hours=5))
    look(BEGIN + timedelta(hours=6))
    assert silent() == []
    assert said(told) == ["BlockSilent", "BlockHeard"]


def test_what_a_check_did_before_it_died_is_counted_once(meters, speak, look, told, monkeypatch):
    """Two devices in each transaction; the worker dies after the second, then after the third."""
    from functions.devices.presence import back, lost

    names = [f"WM-WC-{n:03}" for n in range(6)]
    meters(*names, zone="block-3")
    for name in names:
        speak(name, BEGIN)
    monkeypatch.setattr(lost, "TOGETHER", 2)
    with monkeypatch.context() as patch:
        patch.setattr(lost, "commit", dying(lost.commit, after=2))
        with pytest.raises(KeyboardInterrupt):
            look(BEGIN + timedelta(hours=5))
    look(BEGIN + timedelta(hours=5))
    for name in names:
        speak(name, BEGIN + timedelta(hours=6))
    with monkeypatch.context() as patch:
        patch.setattr(back, "commit", dying(back.commit, after=3))
        with pytest.raises(KeyboardInterrupt):
            look(BEGIN + timedelta(hours=7))
    assert said(told) == ["BlockSilent"]
    look(BEGIN + timedelta(hours=7))
    assert said(told) == ["BlockSilent", "BlockHeard"]
    blocks = [detail["devices"] for name, detail in told() if name.startswith("Block")]
    assert blocks == [6, 6]


def dying(commit, after):
    """As `commit`, but its worker dies at the next once it has committed so often."""
    left = iter(range(after))

    def until(*writes):
        if next(left, None) is None:
            raise KeyboardInterrupt
        commit(*writes)

    return until


def test_two_workers_at_once_count_each_device_once(meters, speak, look, told, monkeypatch, now):
    from functions.devices.presence import acts, lost
    from linli.errors import Conflict

    names = [f"WM-WC-{n:03}" for n in range(4)]
    meters(*names, zone="block-3")
    for name in names:
        speak(name, BEGIN)
    commit, first = lost.commit, [True]

    def beaten(*writes):
        if first and first.pop():
            look(now())  # by the other
        commit(*writes)

    now(BEGIN + timedelta(hours=5))
    with monkeypatch.context() as patch:
        patch.setattr(lost, "commit", beaten)
        with pytest.raises(Conflict):
            acts.look(f"round#{HERE}#water_meter", "round")
    for name in names:
        speak(name, BEGIN + timedelta(hours=6))
    look(BEGIN + timedelta(hours=7))
    assert said(told) == ["BlockSilent", "BlockHeard"]


def test_a_block_that_listed_its_devices_counts_them():
    from functions.devices.presence.model import Block

    said = {"id": "b", "community": HERE, "zone": "block-3", "since": BEGIN, "found_at": BEGIN}
    assert Block.model_validate({**said, "devices": ["WM-1", "WM-2"]}).devices == 2


def test_of_what_is_retired_nobody_waits_however_many_others_are_silent(
    meters, speak, look, silent, ask, monkeypatch
):
    from functions.devices.presence import store

    names = [f"WM-WC-{n:03}" for n in range(3)]
    meters(*names)
    for name in names:
        speak(name, BEGIN)
    look(BEGIN + timedelta(hours=5))
    end = {"reason": "拆除"}
    assert ask("POST", f"/{names[2]}/retirements", end, sub="city", if_match=1)[0] == 201
    with monkeypatch.context() as patch:
        patch.setattr(store, "silent", partial(store.silent, limit=1))
        look(BEGIN + timedelta(hours=7))
    assert silent() == names[:2]
