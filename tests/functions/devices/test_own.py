"""What somebody sees of the devices that are registered about himself, and how he ends them."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import CONTEXT
from tests.functions.devices.conftest import BEGIN, HERE, agreed

HOME, WRIST = "HS-WC-001", "WR-WC-001"
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
HEART = {"measure": "heart_per_min", "from": (BEGIN - DAY).isoformat()}


def at(time):
    return time.isoformat().replace("+00:00", "Z")


@pytest.fixture
def mine(ask):
    def mine(sub="resident", **more):
        status, said = ask("GET", "/me", sub=sub, **more)
        assert status == 200, said
        return said["items"]

    return mine


@pytest.fixture
def acting(people):
    """acting("guardian", scopes) -> as whom he asks who acts for the resident, for these days."""
    from linli import members, roles
    from linli.store import Write, commit, load

    def acting(kind, scopes=(), begins=-1, ends=300):
        times = {"since": BEGIN + begins * DAY, "until": BEGIN + ends * DAY}
        whose = {"id": "m1", "kind": kind, "person": "official", "principal": "resident"}
        mandate = roles.Mandate.model_validate({**whose, **times, "scopes": scopes})
        before = load("actor#official", "memberships", roles.Actor)
        commit(
            Write("actor#official", "memberships", before.model_copy(update={"held": (mandate,)}))
        )
        members.forget()
        return {"sub": "official", "linli_for": "resident"}

    return acting


@pytest.fixture
def helper(acting):
    """Who may do for the resident whatever anybody may let another do."""
    from linli import scopes

    return acting("helper", tuple(scopes.NAMES))


@pytest.fixture
def withdraw(ask):
    return lambda device=WRIST, sub="resident": ask("POST", f"/me/{device}/withdrawals", sub=sub)


def test_he_is_told_by_what_right_since_when_by_whom_and_what(ask, register, mine, now):
    register(WRIST, "wearable", serial="AC-000009")
    register("WM-WC-001")
    [found] = mine()
    assert (found["id"], found["serial"], found["kind"]) == (WRIST, "AC-000009", "wearable")
    assert (found["since"], found["by"]) == (at(BEGIN), "community_worker")
    assert (found["basis"], found["document"]) == ("CONSENT", "同意书 7")
    assert found["article"] == "L-PIP#13(1),#15,L-PIP#29"
    assert [one["measure"] for one in found["measures"]] == ["heart_per_min", "battery_percent"]
    assert (found["withdrawable"], found["over"], found["withdrawn_at"]) == (True, False, None)
    kept = ask("GET", "/me", sub="resident")[1]["kept"]
    assert {one["what"]: one["mark"] for one in kept} == dict.fromkeys(
        ("readings", "alarms", "looks", "card"), "U"
    )


def test_nobody_sees_anothers(ask, register, mine, withdraw, now):
    register(WRIST, "wearable")
    for sub in ("far_resident", "community_worker", "city"):
        assert mine(sub) == []
        absent = ask("GET", "/me/WR-WC-404/looks", sub=sub)
        assert ask("GET", f"/me/{WRIST}/looks", sub=sub) == absent
        assert withdraw(sub=sub)[0] == 404
    assert mine()[0]["state"] == "registered"


def test_nobody_sees_or_ends_them_for_him(ask, register, mine, helper, now):
    register(WRIST, "wearable")
    for path in ("", f"/{WRIST}/looks", f"/{WRIST}/readings", f"/{WRIST}/alarms"):
        said = ask("GET", f"/me{path}", query=HEART, **helper)
        assert (said[0], said[1]["code"]) == (403, "beyond-mandate"), path
    assert ask("POST", f"/me/{WRIST}/withdrawals", **helper)[1]["code"] == "beyond-mandate"
    assert mine()[0]["state"] == "registered"


def test_his_guardian_sees_what_there_is_and_not_what_was_measured(ask, register, acting, now):
    register(WRIST, "wearable")
    guardian = acting("guardian")
    [found] = ask("GET", "/me", **guardian)[1]["items"]
    assert (found["id"], found["withdrawable"]) == (WRIST, True)
    for path in ("looks", "readings", "alarms"):
        said = ask("GET", f"/me/{WRIST}/{path}", query=HEART, **guardian)
        assert (said[0], said[1]["code"]) == (403, "beyond-mandate"), path


def test_his_guardian_withdraws_for_him_and_he_sees_that(
    ask, register, acting, mine, withdraw, told, now
):
    register(WRIST, "wearable")
    register(HOME, "home_sensor")
    status, said = ask("POST", f"/me/{WRIST}/withdrawals", **acting("guardian"))
    assert (status, said["state"], said["withdrawn_by"]) == (201, "retired", "official")
    [notice] = [one for name, one in told() if name == "NoticeAsked"]
    assert notice["template"] == "devices.withdrawn-by-guardian"
    assert (notice["person"], notice["to_person"]) == ("resident", True)
    assert withdraw(HOME)[0] == 201
    found = {one["id"]: one["withdrawn_by"] for one in mine()}
    assert found == {WRIST: "official", HOME: None}
    assert [name for name, _ in told()].count("NoticeAsked") == 1


@pytest.mark.parametrize("days", [{"begins": 1}, {"ends": 0}])
def test_a_guardian_that_he_is_not_yet_or_no_more_ends_nothing(
    ask, register, acting, mine, now, days
):
    register(WRIST, "wearable")
    said = ask("POST", f"/me/{WRIST}/withdrawals", **acting("guardian", **days))
    assert (said[0], said[1]["code"]) == (403, "beyond-mandate")
    assert mine()[0]["state"] == "registered"


def test_many_are_paged(ask, register, mine, now, monkeypatch):
    from functions.devices.register import owned

    monkeypatch.setattr(owned, "SHOWN", 2)
    names = [f"HS-WC-00{n}" for n in range(3)]
    for name in names:
        register(name, "home_sensor")
    first = ask("GET", "/me", sub="resident")[1]
    rest = ask("GET", "/me", sub="resident", query={"after": first["next"]})[1]
    assert [one["id"] for page in (first, rest) for one in page["items"]] == names
    assert rest["next"] is None


def test_a_place_that_no_device_has_is_refused(ask, people, now):
    status, said = ask("GET", "/me", sub="resident", query={"after": "\U0010ffff" * 2})
    assert (status, said["errors"][0]["pointer"]) == (422, "/query/after")


def test_a_table_makes_them_known_to_their_people_too(ask, mine, people, now, row):
    from functions.devices import sweeper

    head = "id,kind,name,lat,lon,address,person,basis,document,until\n"
    said = f"{HOME},home_sensor,x,37.79,112.55,x,resident,CONSENT,7,2027-01-01T00:00:00+08:00\n"
    body = {"community": HERE, "csv": head + said}
    ask("POST", "/imports", body, sub="community_worker", idempotency_key="k" * 9)
    sweeper.handler({}, CONTEXT)
    [found] = mine()
    assert (found["id"], found["by"], found["document"]) == (HOME, "community_worker", "7")


def test_who_withdraws_is_heard_no_more_at_once(ask, register, send, mine, withdraw, told, now):
    from linli.packs import reading

    register(WRIST, "wearable")
    send(WRIST, (BEGIN, {"heart_per_min": 70}))
    now(BEGIN + DAY)
    status, said = withdraw()
    assert (status, said["state"], said["over"]) == (201, "retired", True)
    assert (said["withdrawable"], said["withdrawn_at"]) == (False, at(BEGIN + DAY))
    send(WRIST, (now(), {"heart_per_min": 71}))
    assert reading.latest(WRIST).at == BEGIN
    worker = {"sub": "community_worker"}
    path = f"/{WRIST}/personal-readings"
    assert (
        ask("GET", path, query=HEART, linli_purpose="visit", **worker)[1]["code"]
        == "agreement-over"
    )
    shown = ask("GET", f"/{WRIST}", **worker)[1]
    assert (shown["state"], shown["withdrawn_at"]) == ("retired", said["withdrawn_at"])
    assert [name for name, _ in told()].count("DeviceRetired") == 1
    now(BEGIN + 2 * DAY)
    assert withdraw() == (201, said)
    assert [name for name, _ in told()].count("DeviceRetired") == 1
    assert mine() == [said]


def test_what_rests_on_a_contract_does_not_end_by_withdrawing(
    ask, register, bench, mine, withdraw, now
):
    register(bench, "bench", agreed=agreed() | {"basis": "CONTRACT"})
    assert (mine()[0]["withdrawable"], mine()[0]["article"]) == (False, "L-PIP#13(2)")
    status, said = withdraw(bench)
    assert (status, said["code"]) == (409, "basis-is-contract")
    assert (said["basis"], said["article"]) == ("CONTRACT", "L-PIP#13(2)")
    assert "合同" in said["title"]
    assert mine()[0]["state"] == "registered"


def test_what_is_sensitive_rests_on_a_consent_of_its_own_alone(ask, register, now):
    by_contract = agreed() | {"basis": "CONTRACT"}
    for device, kind in ((WRIST, "wearable"), (HOME, "home_sensor")):
        status, said = register(device, kind, agreed=by_contract)
        assert (status, said["code"]) == (422, "consent-needed")
        assert said["errors"] == [{"pointer": "/body/agreed/basis", "code": "consent-needed"}]
    assert register(WRIST, "wearable")[0] == 201
    card = {"name": "一号", "point": {"lat": 37.79, "lon": 112.55}, "address": "x"}
    body = card | {"agreed": by_contract}
    said = ask("PUT", f"/{WRIST}", body, sub="community_worker", if_match=1)[1]
    assert said["code"] == "consent-needed"


def test_of_a_child_his_guardian_agrees_and_all_is_sensitive(
    ask, register, bench, child, mine, now
):
    """Of a kind, too, that is not sensitive of others (L-PIP#28, #31)."""
    by_contract = agreed() | {"basis": "CONTRACT", "guardian": "official"}
    assert register(bench, "bench", agreed=by_contract)[1]["code"] == "consent-needed"
    status, said = register(bench, "bench", agreed=agreed())
    assert (status, said["errors"][0]["pointer"]) == (422, "/body/agreed/guardian")
    assert said["code"] == "guardian-needed"
    stranger = agreed() | {"guardian": "grid_worker"}
    assert register(bench, "bench", agreed=stranger)[1]["code"] == "no-guardian"
    assert register(bench, "bench", agreed=agreed() | {"guardian": "official"})[0] == 201
    [found] = mine()
    assert (found["guardian"], found["sensitive"]) == ("official", True)
    assert found["article"] == "L-PIP#13(1),#15,L-PIP#29,L-PIP#28,#31"
    now(BEGIN + 301 * DAY)
    assert mine()[0]["sensitive"] is False


def test_a_guardians_consent_to_a_device_ends_when_the_child_is_fourteen(
    ask, register, child, send, now, told
):
    from functions.devices.register import acts

    fourteen = datetime(2027, 9, 19, 16, tzinfo=UTC)  # midnight of the twentieth in China

    def by_guardian(until):
        return agreed() | {"guardian": "official", "until": until.isoformat()}

    status, said = register(WRIST, "wearable", agreed=by_guardian(fourteen + SECOND))
    assert (status, said["errors"][0]["pointer"]) == (422, "/body/agreed/until")
    assert said["code"] == "until-fourteen"
    assert register(WRIST, "wearable", agreed=by_guardian(fourteen))[0] == 201
    card = {"name": "一号", "point": {"lat": 37.79, "lon": 112.55}, "address": "x"}
    anew = by_guardian(fourteen + SECOND) | {"document": "同意书 8"}
    revised = {"sub": "community_worker", "if_match": 1}
    said = ask("PUT", f"/{WRIST}", card | {"agreed": anew}, **revised)[1]
    assert said["code"] == "until-fourteen"
    now(fourteen - SECOND)
    acts.look(f"device#{WRIST}", "device")
    assert ask("GET", f"/{WRIST}", sub="community_worker")[1]["state"] == "registered"
    now(fourteen)
    for _ in range(2):
        acts.look(f"device#{WRIST}", "device")
    assert ask("GET", f"/{WRIST}", sub="community_worker")[1]["state"] == "retired"
    notices = [one for name, one in told() if name == "NoticeAsked"]
    assert {one["template"] for one in notices} == {"devices.guardian-consent-ended"}
    assert [one["person"] for one in notices] == ["resident", "official"]
    his_own = agreed() | {"document": "本人同意书"}
    assert register("WR-WC-002", "wearable", agreed=his_own)[0] == 201


def test_another_guardian_agrees_anew(ask, register, child, now):
    register(WRIST, "wearable", agreed=agreed() | {"guardian": "official"})
    card = {"name": "一号", "point": {"lat": 37.79, "lon": 112.55}, "address": "x"}

    def revise(**more):
        body = card | {"agreed": agreed() | more}
        return ask("PUT", f"/{WRIST}", body, sub="community_worker", if_match=1)[1]

    assert revise()["code"] == "guardian-needed"
    assert revise(guardian="grid_worker")["code"] == "no-guardian"
    assert revise(guardian="official", document="同意书 8")["agreed"]["document"] == "同意书 8"


def test_a_table_names_the_guardian_of_a_child(ask, mine, child, now, row):
    head = "id,kind,name,lat,lon,address,person,basis,document,until,guardian\n"
    said = f"{HOME},home_sensor,x,37.79,112.55,x,resident,CONSENT,7,2027-01-01T00:00:00+08:00"

    def send(guardian):
        body = {"community": HERE, "csv": f"{head}{said},{guardian}\n"}
        key = f"table-by-{guardian or 'nobody'}"
        return ask("POST", "/imports", body, sub="community_worker", idempotency_key=key)[1]

    found = [(one["column"], one["code"]) for one in send("")["problems"]]
    assert found == [("guardian", "guardian-needed")]
    assert send("official")["wrong"] == 0


def test_what_never_was_enough_binds_nobody(register, mine, withdraw, now, monkeypatch):
    from linli import bases

    with monkeypatch.context() as before:  # as it was taken once
        before.setattr(bases, "enough", lambda *_, **__: True)
        register(WRIST, "wearable", agreed=agreed() | {"basis": "CONTRACT"})
    assert mine()[0]["withdrawable"] is True
    assert withdraw()[1]["state"] == "retired"


@pytest.mark.parametrize("what", ["withdrawals", "revocations", "replacements"])
def test_he_finds_what_was_registered_before_that_was_kept_once_it_changes(
    ask, register, mine, withdraw, broker, now, what
):
    from linli.table import Row

    register(WRIST, "wearable", serial="AC-000009")
    Row("person#resident", f"device#{WRIST}").delete()
    assert mine() == []
    if what == "withdrawals":
        withdraw()
    else:
        body = {"reason": "丢失"} | ({"serial": "AC-000010"} if what == "replacements" else {})
        path = f"/{WRIST}/{what}"
        assert ask("POST", path, body, sub="community_worker", if_match=1)[0] == 201
    [found] = mine()
    assert (found["id"], found["since"], found["by"]) == (WRIST, None, None)


def test_the_line_of_its_history_does_not_say_who_withdrew(register, withdraw, now):
    from functions.devices.register import store

    register(WRIST, "wearable")
    withdraw()
    lines, _ = store.history(WRIST, "")
    assert [(one.what, one.by) for one in lines] == [
        ("registered", "community_worker"),
        ("withdrawn", None),
    ]


def test_that_it_was_his_is_forgotten_with_its_card(register, withdraw, now):
    from linli.table import Row

    register(WRIST, "wearable")
    own = Row.get("person#resident", f"device#{WRIST}")
    assert own.expires is None
    withdraw()
    own, card = Row.get("person#resident", f"device#{WRIST}"), Row.get(f"device#{WRIST}", "device")
    assert own.expires == card.expires > BEGIN.timestamp()


def test_he_sees_what_it_measured_until_he_agrees_no_more(ask, register, send, withdraw, now):
    register(WRIST, "wearable")
    send(WRIST, (BEGIN, {"heart_per_min": 70}))
    now(BEGIN + DAY)

    def look(sub="resident", **more):
        return ask("GET", f"/me/{WRIST}/readings", sub=sub, query=HEART, **more)

    assert [one["high"] for one in look()[1]["items"]] == [70]
    assert look("community_worker")[0] == 404
    assert ask("GET", f"/me/{WRIST}/looks", sub="resident")[1]["items"] == []
    withdraw()
    assert look()[1]["code"] == "agreement-over"


def test_he_sees_who_looked_and_for_what(ask, register, send, now):
    register(WRIST, "wearable")
    send(WRIST, (BEGIN, {"heart_per_min": 70}))
    worker = {"sub": "community_worker", "linli_purpose": "visit"}
    assert ask("GET", f"/{WRIST}/personal-readings", query=HEART, **worker)[0] == 200
    [look] = ask("GET", f"/me/{WRIST}/looks", sub="resident")[1]["items"]
    assert (look["by"], look["purpose"], look["what"]) == ("community_worker", "visit", "readings")


def test_the_last_looks_come_first_with_names_and_then_those_before(
    ask, register, now, monkeypatch
):
    from functions.devices.readings import store
    from linli import staff

    monkeypatch.setattr(staff, "ask", lambda *_, **__: {"community_worker": "李强"})
    staff._known.clear()
    monkeypatch.setattr(store, "SHOWN", 2)
    register(WRIST, "wearable")
    for purpose in ("visit", "incident", "visit"):
        worker = {"sub": "community_worker", "linli_purpose": purpose}
        assert ask("GET", f"/{WRIST}/personal-alarms", **worker)[0] == 200
    path = f"/me/{WRIST}/looks"
    first = ask("GET", path, sub="resident")[1]
    rest = ask("GET", path, sub="resident", query={"after": first["next"]})[1]
    assert first["names"] == rest["names"] == {"community_worker": "李强"}
    found = [*first["items"], *rest["items"]]
    assert ([len(first["items"]), len(rest["items"])], rest["next"]) == ([2, 1], None)
    assert [one["id"] for one in found] == sorted((one["id"] for one in found), reverse=True)


def test_he_sees_its_alarms_until_he_agrees_no_more(ask, register, send, withdraw, now, facts):
    register(WRIST, "wearable")
    for minutes in range(20):
        now(BEGIN + timedelta(minutes=minutes))
        send(WRIST, (now(), {"heart_per_min": 190}))
    path = f"/me/{WRIST}/alarms"
    [alarm] = ask("GET", path, sub="resident")[1]["items"]
    assert (alarm["measure"], alarm["value"]) == ("heart_per_min", 190)
    assert ask("GET", f"/me/{WRIST}/looks", sub="resident")[1]["items"] == []
    assert ask("GET", path, sub="community_worker")[0] == 404
    withdraw()
    assert ask("GET", path, sub="resident")[1]["code"] == "agreement-over"
