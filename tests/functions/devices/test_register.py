"""The register: who may, what fits, and that nothing is forgotten."""

import pytest

from tests.functions.devices.conftest import HERE, SPOT, THERE, agreed


def test_a_device_is_registered_once(ask, register):
    status, said = register()
    assert (status, said["owner"], said["state"]) == (201, "devices", "registered")
    assert register()[0] == 201
    assert register(name="二号")[1]["code"] == "already-registered"
    assert register("MH-WC-009", "manhole")[1]["owner"] == "facilities"
    query = {"community": HERE, "kind": "manhole"}
    items = ask("GET", "", sub="grid_worker", query=query)[1]["items"]
    assert [one["id"] for one in items] == ["MH-WC-009"]


def test_a_device_is_found_by_its_serial_where_the_unit_is_mounted_now(ask, register):
    def found(serial, **more):
        query = {"community": HERE, "serial": serial, **more}
        status, said = ask("GET", "", sub="official", query=query)
        assert (status, said["next"]) == (200, None)
        return [one["id"] for one in said["items"]]

    register("WM-WC-001", serial="AC-000001")
    register("WM-WC-002", serial="AC-000002")
    assert found("AC-000001") == ["WM-WC-001"]
    assert found("AC-000001", kind="water_meter") == ["WM-WC-001"]
    assert found("AC-000001", kind="door") == found("ac-000001") == found("AC-00000") == []
    swap = {"serial": "AC-000003", "reason": "坏了"}
    assert ask("POST", "/WM-WC-001/replacements", swap, sub="city", if_match=1)[0] == 201
    assert (found("AC-000001"), found("AC-000003")) == ([], ["WM-WC-001"])
    register("WM-WC-004", serial="AC-000001")
    assert found("AC-000001") == ["WM-WC-004"]
    end = {"reason": "拆除"}
    assert ask("POST", "/WM-WC-002/retirements", end, sub="city", if_match=1)[0] == 201
    assert found("AC-000002") == ["WM-WC-002"]


@pytest.fixture
def listed(ask, register, monkeypatch):
    """listed(state=…) -> the ids of all pages, by an official."""
    from linli import sifting

    for n in range(12):
        prefix, kind = (("DR", "door"), ("WM", "water_meter"))[n % 2]
        register(f"{prefix}-WC-{n:03}", kind, name=f"{'东西'[n % 2]}门{n}")
    for n in (1, 6):
        prefix, end = ("DR", "WM")[n % 2], {"reason": "拆除"}
        path = f"/{prefix}-WC-{n:03}/retirements"
        assert ask("POST", path, end, sub="city", if_match=1)[0] == 201
    for name, number in (("SHOWN", 2), ("READ", 3), ("LOOKS", 2)):
        monkeypatch.setattr(sifting, name, number)

    def listed(**query):
        seen, after, pages = [], "", 0
        while after is not None:
            more = {"community": HERE, "after": after, **query}
            status, page = ask("GET", "", sub="official", query=more)
            assert status == 200, page
            assert len(page["items"]) <= sifting.SHOWN
            seen, after, pages = [*seen, *page["items"]], page["next"], pages + 1
        assert pages < 12
        return [one["id"] for one in seen]

    return listed


def test_devices_are_of_a_kind_in_a_state_or_what_begins_so(listed, ask):
    doors = [f"DR-WC-{n:03}" for n in range(0, 12, 2)]
    meters = [f"WM-WC-{n:03}" for n in range(1, 12, 2)]
    assert listed() == doors + meters
    assert listed(kind="door") == doors
    assert listed(state="retired") == ["DR-WC-006", "WM-WC-001"]
    assert listed(state="retired", kind="water_meter") == ["WM-WC-001"]
    assert listed(state="revoked") == []
    assert listed(name="西门1") == ["WM-WC-001", "WM-WC-011"]
    assert listed(name="dr-wc-00", state="registered") == [
        one for one in doors if one < "DR-WC-01" and one != "DR-WC-006"
    ]
    assert listed(name="门") == []
    wrong = {"community": HERE, "state": "broken"}
    assert ask("GET", "", sub="official", query=wrong)[0] == 422


def test_a_serial_is_looked_for_in_the_community_that_is_asked(ask, register):
    register(serial="AC-000001")
    query = {"community": THERE, "serial": "AC-000001"}
    assert ask("GET", "", sub="far_official", query=query)[1]["items"] == []
    assert ask("GET", "", sub="official", query=query)[0] == 404
    assert ask("GET", "", sub="official", query={"community": HERE, "serial": "x"})[0] == 422


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "nothing"}, "unknown-kind"),
        ({"kind": "door"}, "prefix-of-another-kind"),
        ({"grid": f"{THERE}001"}, "grid-elsewhere"),
        ({"bearer": "5g"}, "bearer-not-of-its-kind"),
        ({"gateway": "WM-WC-001"}, "gateway-is-itself"),
    ],
)
def test_what_does_not_fit_is_refused_and_named(register, more, code):
    status, said = register(**more)
    assert (status, said["code"]) == (422, code)


def test_a_correction_is_kept_with_who_and_what(ask, register):
    register()
    card = {"name": "二号", "point": SPOT, "address": "学府街1号"}
    path = "/WM-WC-001"
    assert ask("PUT", path, card, sub="grid_worker", if_match=1)[0] == 403
    assert ask("PUT", path, card, sub="far_property_manager", if_match=1)[0] == 404
    assert ask("PUT", path, card, sub="property_manager", if_match=1)[1]["name"] == "二号"
    assert ask("PUT", path, card, sub="property_manager", if_match=1)[0] == 412
    lines = ask("GET", f"{path}/history", sub="official")[1]["items"]
    assert [line["what"] for line in lines] == ["registered", "revised"]
    assert lines[1]["by"] == "property_manager"
    assert lines[1]["detail"] == {"name": "一号 → 二号"}


def test_the_history_says_who_is_who_and_is_shown_where_nobody_knows(ask, register, monkeypatch):
    from linli import staff

    asked = []

    def answer(feature, question, **given):
        asked.append((feature, question, given["place"], given["people"]))
        return {"community_worker": "李强"}

    monkeypatch.setattr(staff, "ask", answer)
    staff._known.clear()
    register()
    for _ in range(2):
        said = ask("GET", "/WM-WC-001/history", sub="official")[1]
        assert (said["names"], len(said["items"])) == ({"community_worker": "李强"}, 1)
    assert asked == [("accounts", "staff", HERE, ["community_worker"])]

    def away(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(staff, "ask", away)
    staff._known.clear()
    said = ask("GET", "/WM-WC-001/history", sub="official")[1]
    assert (said["names"], len(said["items"])) == ({}, 1)


def test_what_is_retired_stays_so(ask, register):
    register()
    path = "/WM-WC-001"
    end = {"reason": "拆除"}
    assert ask("POST", f"{path}/retirements", end, sub="property_manager", if_match=1)[0] == 403
    assert ask("POST", f"{path}/retirements", end, sub="city", if_match=1)[1]["state"] == "retired"
    assert ask("POST", f"{path}/retirements", end, sub="city", if_match=1)[0] == 201
    card = {"name": "二号", "point": SPOT, "address": "学府街1号"}
    assert ask("PUT", path, card, sub="city", if_match=2)[1]["code"] == "device-retired"
    lines = ask("GET", f"{path}/history", sub="official")[1]["items"]
    assert [(line["what"], line["reason"]) for line in lines][1:] == [("retired", "拆除")]


def test_devices_of_a_community_that_closes_are_retired(ask, register, now, hear):
    register()
    register("MH-WC-009", "manhole")
    closed = {"community": HERE, "at": now().isoformat(), "name": {"zh": "一", "en": "One"}}
    assert hear(("CommunityClosed", closed), ("CommunityClosed", closed)) == []
    for one in ("WM-WC-001", "MH-WC-009"):
        assert ask("GET", f"/{one}", sub="official")[1]["state"] == "retired"
        lines = ask("GET", f"/{one}/history", sub="official")[1]["items"]
        assert [line["what"] for line in lines] == ["registered", "retired"]


def test_what_a_person_has_at_home_only_the_community_registers(ask, people):
    card = {"id": "HS-WC-001", "community": HERE, "kind": "home_sensor", "name": "一号"}
    card |= {"point": SPOT, "address": "学府街1号", "agreed": agreed()}
    head = "id,kind,name,lat,lon,address,person,basis,document,until\n"
    row = "HS-WC-002,home_sensor,二号,37.79,112.55,学府街1号," + ",".join(agreed().values())
    table = {"community": HERE, "csv": f"{head}{row}\n"}
    for role, status in (("property_manager", 403), ("city", 403), ("community_worker", 201)):
        assert ask("POST", "", card, sub=role)[0] == status
        key = {"sub": role, "idempotency_key": f"{role}-{status}"}
        assert ask("POST", "/imports", table, **key)[0] == status
