"""What a person wears or has at home: by a lawful basis, until an end, and seen by few."""

import json
from datetime import datetime, timedelta

import pytest

from tests.conftest import CONTEXT
from tests.functions.devices.conftest import BEGIN, HERE, SPOT, agreed

HOME, WRIST, METER = "HS-WC-001", "WR-WC-001", "WM-WC-001"
DAY = timedelta(days=1)
OTHERS = ("grid_worker", "property_manager", "official", "city")


def anew(days):
    """He agreed again, by another document."""
    return agreed(days) | {"document": "同意书 8"}


@pytest.fixture
def sweep(row):
    from functions.devices import sweeper

    return lambda: sweeper.handler({}, CONTEXT)


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        ("home_sensor", None, "basis-needed"),
        ("home_sensor", {"until": "2026-11-22T00:00:00Z"}, "not-then"),
        ("home_sensor", {"until": "2028-11-23T00:00:00Z"}, "not-then"),
        ("home_sensor", {"person": "far_resident"}, "person-elsewhere"),
        ("home_sensor", {"basis": "PUBLIC_INFO"}, "invalid"),
        ("water_meter", {}, "kind-of-nobody"),
    ],
)
def test_none_is_registered_without_a_basis_and_an_end(register, now, kind, said, code):
    device_id = HOME if kind == "home_sensor" else METER
    status, answer = register(device_id, kind, agreed=None if said is None else agreed() | said)
    assert (status >= 400, answer["code"]) == (True, code)


def test_a_table_says_whose_each_is_too(ask, people, now, sweep):
    head = "id,kind,name,lat,lon,address,person,basis,document,until\n"
    row = "HS-WC-00{},home_sensor,x,37.79,112.55,x,{},CONSENT,7,2027-01-01T00:00:00+08:00\n"
    bare = "HS-WC-003,home_sensor,x,37.79,112.55,x,,,,\n"

    def send(csv, key):
        body = {"community": HERE, "csv": head + csv}
        return ask("POST", "/imports", body, sub="community_worker", idempotency_key=key * 9)[1]

    wrong = send(row.format(1, "resident") + row.format(2, "nobody") + bare, "a")["problems"]
    assert [(one["row"], one["column"], one["code"]) for one in wrong] == [
        (3, "person", "person-elsewhere"),
        (4, None, "basis-needed"),
    ]
    send(row.format(1, "resident"), "b")
    sweep()
    found = ask("GET", f"/{HOME}", sub="community_worker")[1]
    assert (found["agreed"]["person"], found["agreed"]["document"]) == ("resident", "7")


def test_others_than_the_community_see_neither_it_nor_its_card(ask, register, now):
    register(METER)
    register(HOME, "home_sensor")
    register(WRIST, "wearable")
    query = {"community": HERE}
    for sub in OTHERS:
        items = ask("GET", "", sub=sub, query=query)[1]["items"]
        assert [one["id"] for one in items] == [METER]
        assert ask("GET", "", sub=sub, query=query | {"kind": "wearable"})[0] == 403
        for path in ("", "/leases", "/windows", "/keys"):
            assert ask("GET", f"/{HOME}{path}", sub=sub)[0] == 403
        assert ask("POST", f"/{HOME}/revocations", {"reason": "x x"}, sub=sub, if_match=1)[0] == 403
    worker = {"sub": "community_worker"}
    assert len(ask("GET", "", query=query, **worker)[1]["items"]) == 3
    assert ask("GET", f"/{HOME}", **worker)[1]["agreed"]["basis"] == "CONSENT"
    assert ask("GET", f"/{HOME}/windows", **worker)[0] == 200
    assert ask("GET", f"/{HOME}/leases", **worker)[0] == 403


def test_its_serial_finds_it_for_the_community_alone(ask, register, now):
    register(HOME, "home_sensor", serial="AC-000009")
    query = {"community": HERE, "serial": "AC-000009"}
    for sub in OTHERS:
        said = ask("GET", "", sub=sub, query=query)[1]
        assert said == ask("GET", "", sub=sub, query=query | {"serial": "AC-000008"})[1]
    [found] = ask("GET", "", sub="community_worker", query=query)[1]["items"]
    assert found["id"] == HOME


@pytest.mark.parametrize("sought", [{}, {"state": "registered"}, {"name": "一"}])
def test_where_a_page_ends_tells_nothing_of_it(ask, register, now, monkeypatch, sought):
    from linli import sifting

    for name, number in (("SHOWN", 2), ("READ", 2), ("LOOKS", 1)):
        monkeypatch.setattr(sifting, name, number)
    for name in (METER, *(f"HS-WC-00{n}" for n in range(4))):
        register(name, "home_sensor" if name.startswith("HS") else "water_meter")
    register("DR-WC-001", "door")
    seen, after, told = [], "", []
    while after is not None:
        query = {"community": HERE, "after": after, **sought}
        page = ask("GET", "", sub="official", query=query)[1]
        seen += [one["id"] for one in page["items"]]
        told.append(after := page["next"])
    assert seen == ["DR-WC-001", METER]
    assert "HS-" not in str(told)


def test_after_its_end_it_is_heard_no_more_and_retires(ask, register, send, now, sweep):
    from linli.packs import reading
    from linli.table import Row

    register(WRIST, "wearable", agreed=agreed(days=3))
    now(BEGIN + DAY)
    send(WRIST, (now(), {"heart_per_min": 70}))
    now(BEGIN + 3 * DAY)
    send(WRIST, (now(), {"heart_per_min": 71}))
    assert reading.latest(WRIST).at == BEGIN + DAY
    sweep()
    found = ask("GET", f"/{WRIST}", sub="community_worker")[1]
    assert found["state"] == "retired"
    row = Row.get(f"device#{WRIST}", "device")
    assert row.due is None
    assert row.expires > 1000 * DAY.total_seconds()
    assert any(json.loads(str(one))[0] == "DeviceRetired" for one in row.events)


@pytest.mark.parametrize("retires", [False, True])
@pytest.mark.parametrize("late", [DAY, 9 * DAY])
def test_what_it_says_after_its_end_waits_nowhere(register, send, now, sweep, retires, late):
    from linli import quarantine, refusals

    register(WRIST, "wearable", agreed=agreed(days=3))
    now(BEGIN + 3 * DAY)
    if retires:
        sweep()
    send(WRIST, (now() - late, {"heart_per_min": 71}))
    assert quarantine.unread().items == []
    named, unnamed = refusals.refused(WRIST, now() - DAY, now() + DAY)
    assert len(named) + unnamed == 1


def test_what_was_measured_is_shown_to_nobody_after_its_end(ask, register, send, now, sweep):
    register(WRIST, "wearable", agreed=agreed(days=3))
    send(WRIST, (BEGIN, {"heart_per_min": 70}))
    query = {"measure": "heart_per_min", "from": (BEGIN - DAY).isoformat()}
    worker = {"sub": "community_worker", "linli_purpose": "visit"}
    looks = [(f"/{WRIST}/personal-readings", query), (f"/{WRIST}/personal-alarms", {})]

    def look():
        return [ask("GET", path, query=said, **worker) for path, said in looks]

    assert [status for status, _ in look()] == [200, 200]
    now(BEGIN + 3 * DAY)
    for _ in range(2):
        assert {said["code"] for _, said in look()} == {"agreement-over"}
        sweep()
    assert len(ask("GET", f"/{WRIST}/looks", sub="official")[1]["items"]) == 2


def test_its_alarms_and_its_history_are_forgotten_in_their_time(ask, register, send, now, sweep):
    from functions.devices.register.store import KEPT
    from functions.devices.watching.forgetting import KEPT as ALARM_KEPT
    from linli.table import Row

    said = agreed(days=300)
    register(WRIST, "wearable", agreed=said)
    register(METER)
    send(WRIST, (BEGIN, {"battery_percent": 8}))
    [open_] = Row.scan(Row.pk.startswith("alarm#"))
    assert open_.expires is None
    now(BEGIN + DAY)
    send(WRIST, (now(), {"battery_percent": 90}))
    [over] = Row.scan(Row.pk.startswith("alarm#"))
    assert over.expires == int((now() + ALARM_KEPT(now())).timestamp())
    [line] = Row.query(f"device#{WRIST}", Row.sk.startswith("line#"))
    until = datetime.fromisoformat(said["until"])
    assert line.expires == int((until + KEPT(until)).timestamp())
    [other] = Row.query(f"device#{METER}", Row.sk.startswith("line#"))
    assert other.expires is None
    worker = {"sub": "community_worker", "linli_purpose": "visit"}
    path = f"/{WRIST}/personal-alarms"
    assert len(ask("GET", path, **worker)[1]["items"]) == 1
    now(BEGIN + 299 * DAY)
    card = {"name": "一号", "point": SPOT, "address": "x", "agreed": anew(days=360)}
    assert ask("PUT", f"/{WRIST}", card, sub="community_worker", if_match=1)[0] == 200
    now(BEGIN + DAY + ALARM_KEPT(BEGIN + DAY))
    assert ask("GET", path, **worker)[1]["items"] == []


def test_it_is_agreed_to_for_longer_but_never_becomes_anothers(ask, register, now, sweep):
    register(WRIST, "wearable", agreed=agreed(days=3))
    card = {"name": "一号", "point": SPOT, "address": "学府街1号"}

    def revise(said, version=1):
        body = card | {"agreed": said}
        return ask("PUT", f"/{WRIST}", body, sub="community_worker", if_match=version)

    assert revise(None)[1]["code"] == "basis-needed"
    assert revise(agreed(person="official"))[1]["code"] == "person-stays"
    status, said = revise(agreed(days=9))
    assert (status, said["errors"]) == (
        422,
        [{"pointer": "/body/agreed/document", "code": "document-needed"}],
    )
    assert revise(anew(days=9))[0] == 200
    assert revise(agreed(days=8), version=2)[0] == 200
    now(BEGIN + 5 * DAY)
    sweep()
    assert ask("GET", f"/{WRIST}", sub="community_worker")[1]["state"] == "registered"


@pytest.mark.parametrize(("was", "then"), [("CONSENT", "CONTRACT"), ("CONTRACT", "CONSENT")])
def test_by_what_right_it_is_registered_stays(ask, register, bench, now, was, then):
    register(bench, "bench", agreed=agreed() | {"basis": was})
    card = {"name": "一号", "point": SPOT, "address": "学府街1号"}
    body = card | {"agreed": anew(days=300) | {"basis": then}}
    status, said = ask("PUT", f"/{bench}", body, sub="community_worker", if_match=1)
    assert (status, said["code"]) == (409, "basis-stays")
    assert ask("GET", f"/{bench}", sub="community_worker")[1]["agreed"]["basis"] == was


def test_what_was_never_enough_is_neither_taken_nor_shown(ask, register, send, now, monkeypatch):
    from linli import bases, quarantine, refusals
    from linli.packs import reading

    with monkeypatch.context() as before:  # as it was taken once
        before.setattr(bases, "enough", lambda *_, **__: True)
        register(WRIST, "wearable", agreed=agreed() | {"basis": "CONTRACT"})
        send(WRIST, (BEGIN, {"heart_per_min": 70}))
    now(BEGIN + DAY)
    assert send(WRIST, (now(), {"heart_per_min": 71})) == []
    assert reading.latest(WRIST).at == BEGIN
    assert quarantine.unread().items == []
    named, unnamed = refusals.refused(WRIST, now() - DAY, now() + DAY)
    assert len(named) + unnamed == 1
    query = {"measure": "heart_per_min", "from": (BEGIN - DAY).isoformat()}
    worker = {"sub": "community_worker", "linli_purpose": "visit"}
    for path, said in ((f"/{WRIST}/personal-readings", query), (f"/{WRIST}/personal-alarms", {})):
        assert ask("GET", path, query=said, **worker)[1]["code"] == "agreement-over"


def test_who_agrees_for_longer_while_it_is_looked_at_keeps_it(ask, register, now, monkeypatch):
    from functions.devices.register import acts, store

    register(WRIST, "wearable", agreed=agreed(days=3))
    stale = store.by_key(f"device#{WRIST}")
    card = {"name": "一号", "point": SPOT, "address": "学府街1号", "agreed": anew(days=9)}
    assert ask("PUT", f"/{WRIST}", card, sub="community_worker", if_match=1)[0] == 200
    now(BEGIN + 3 * DAY)
    monkeypatch.setattr(store, "by_key", lambda _: stale)
    acts.look(f"device#{WRIST}", "device")
    assert ask("GET", f"/{WRIST}", sub="community_worker")[1]["state"] == "registered"


def test_its_silence_is_a_card_that_does_not_say_for_how_long(register, send, now, told):
    from functions.devices.presence import acts

    register(WRIST, "wearable", agreed=agreed(days=3), zone="Z1", building="3号楼")
    send(WRIST, (BEGIN, {"heart_per_min": 70}))
    acts.begin(HERE, "wearable")
    for hours in (5, 7, 9):
        now(BEGIN + timedelta(hours=hours))
        acts.look(f"round#{HERE}#wearable", "round")
    [(name, said)] = [one for one in told() if one[0].endswith("Silent")]
    assert name == "DeviceSilent"
    assert (said["raises"], said["measure"], said["value"]) == ("hazard", "personal", 0)
    assert {said[name] for name in ("address", "building", "lat", "lon")} == {None}


def test_its_alarm_does_not_say_by_which_rule(register, send, facts, now):
    register(WRIST, "wearable")
    send(WRIST, (BEGIN, {"battery_percent": 8}))
    [(_, said)] = facts()
    assert (said["measure"], said["limit_id"], said["article"]) == ("personal", "personal", "local")
    assert said["address"] is None
    assert "WR-" not in json.dumps(said | {"asset_id": ""})


@pytest.mark.parametrize("short", ["false", "true"])
def test_what_it_sent_is_told_to_few_and_ends_no_page(ask, register, now, monkeypatch, short):
    from functions.devices.conservation import store
    from functions.devices.conservation.model import Balance
    from tests.functions.devices.test_conservation import HOUR, balance_row

    monkeypatch.setattr(store, "PAGE", 2)
    monkeypatch.setattr(store, "SHOWN", 2)
    homes = [f"HS-WC-00{n}" for n in range(5)]
    register("DR-WC-001", "door")
    register(METER)
    for name in homes:
        register(name, "home_sensor")
    things = ["DR-WC-001", *homes, METER]
    said = [balance_row() | {"thing": thing, "missing": 1} for thing in things]
    assert store.keep(map(Balance.model_validate, said), lambda _: DAY)

    def told(sub):
        query, found = {"community": HERE, "hour": HOUR.isoformat(), "short": short}, []
        while True:
            page = ask("GET", "/balances", sub=sub, query=query)[1]
            found.append(page)
            if page["next"] is None:
                return found
            query["after"] = page["next"]

    pages = told("grid_worker")
    assert [one["thing"] for page in pages for one in page["items"]] == ["DR-WC-001", METER]
    assert "HS-" not in str(pages)
    assert sum(len(page["items"]) for page in told("community_worker")) == 7


def test_many_homes_that_follow_each_other_are_passed_over_in_one_look(
    ask, register, now, monkeypatch
):
    from functions.devices.conservation import store
    from functions.devices.conservation.model import Balance
    from tests.functions.devices.test_conservation import HOUR, balance_row

    homes = [f"HS-WC-00{n}" for n in range(6)]
    for name in homes:
        register(name, "home_sensor")
    register(METER)
    said = [balance_row() | {"thing": thing} for thing in (*homes, METER)]
    assert store.keep(map(Balance.model_validate, said), lambda _: DAY)
    looks, balances = [], store.balances
    monkeypatch.setattr(store, "SHOWN", 1)
    monkeypatch.setattr(
        store, "balances", lambda *asked, **how: looks.append(asked) or balances(*asked, **how)
    )
    query = {"community": HERE, "hour": HOUR.isoformat()}
    page = ask("GET", "/balances", sub="grid_worker", query=query)[1]
    assert [one["thing"] for one in page["items"]] == [METER]
    assert len(looks) == 2


@pytest.mark.parametrize("others", [False, True])
def test_no_loss_of_messages_tells_who_has_one(ask, register, now, told, others):
    from functions.devices.conservation import acts
    from functions.devices.conservation.model import Balance
    from tests.functions.devices.test_conservation import balance_row

    register(HOME, "home_sensor")
    register(METER)
    things = [HOME, *([METER] if others else [])]
    said = [balance_row() | {"thing": one, "missing": 9 - n} for n, one in enumerate(things)]
    acts._lose([Balance.model_validate(one) for one in said])
    [loss] = ask("GET", "/losses", sub="city")[1]["items"]
    assert (loss["devices"], loss["missing"]) == ((2, 17) if others else (1, 9))
    assert [one["thing"] for one in loss["lost"].values()] == things[1:]
    [(_, fact)] = [one for one in told() if one[0] == "MessagesLost"]
    assert fact["asset_id"] == (METER if others else "personal")
    acts.look(f"loss#{loss['id']}", "loss")
    now(BEGIN + DAY)
    acts.look(f"loss#{loss['id']}", "loss")
    assert HOME not in str(ask("GET", "/losses", sub="city")[1])


def test_how_long_somebody_may_agree_is_another_from_its_day_on(ask, register, now, succeed):
    from functions.devices.known import NUMBERS

    succeed(NUMBERS["personal-longest"], (BEGIN + DAY).date(), value=30)
    assert register(WRIST, "wearable", agreed=agreed(days=300))[0] == 201
    now(BEGIN + DAY)
    status, said = register(HOME, "home_sensor", agreed=agreed(days=300))
    assert (status, said["errors"][0]["code"]) == (422, "not-then")
    assert register(HOME, "home_sensor", agreed=agreed(days=20))[0] == 201
    known = ask("GET", f"/{WRIST}", sub="community_worker")[1]["agreed"]
    assert known["until"] > agreed(60)["until"]
