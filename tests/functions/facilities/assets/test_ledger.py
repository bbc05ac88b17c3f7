"""What people keep of an asset: particulars with their history, its state, lists, labels."""

from datetime import UTC, datetime

import pytest

from tests.conftest import CONTEXT
from tests.functions.facilities.conftest import CARD, PARTICULARS
from tests.gateway import event

NOW = datetime.now(UTC).replace(microsecond=0)
HERE = "140105001001"
READING = {"at": NOW.isoformat(), "measures": {"pressure_mpa": 0.12}}
BROKEN = {"state": "out_of_service", "reason": "阀门渗漏"}


def test_each_change_shows_who_when_before_and_after(ask, people):
    ask("POST", "assets", CARD)
    new = {**PARTICULARS, "maker": "甲", "inspection_due": "2027-03-01", "links": ["HY-002"]}
    ask("PUT", "assets/HY-001", new, sub="property_manager", If_Match=1)
    moved = {**new, "point": {"lat": 37.8, "lon": 112.55}, "maker": None, "links": []}
    ask("PUT", "assets/HY-001", moved, If_Match=2)
    _, first, second = ask("GET", "assets/HY-001/history")[1]["items"]
    assert (first["what"], first["by"]) == ("revised", "property_manager")
    assert first["changes"] == [
        {"field": "maker", "before": None, "after": "甲"},
        {"field": "inspection_due", "before": None, "after": "2027-03-01"},
        {"field": "links", "before": None, "after": "HY-002"},
    ]
    assert (second["by"], second["changes"]) == (
        "founder",
        [
            {"field": "point", "before": "37.790000, 112.550000", "after": "37.800000, 112.550000"},
            {"field": "maker", "before": "甲", "after": None},
            {"field": "links", "before": "HY-002", "after": None},
        ],
    )


def test_an_edit_that_changes_nothing_is_no_line_of_history(ask):
    first = ask("POST", "assets", CARD)[1]
    assert ask("PUT", "assets/HY-001", PARTICULARS, If_Match=1) == (200, first)
    assert len(ask("GET", "assets/HY-001/history")[1]["items"]) == 1


@pytest.mark.parametrize(
    ("wrong", "code", "pointer"),
    [
        ({"id": "1401050101000001"}, "class-of-another-kind", "/body/id"),
        ({"id": "1404030113000001"}, "area-unknown", "/body/id"),
        (
            {"made": "2024-05-02", "installed": "2024-05-01"},
            "dates-out-of-order",
            "/body/installed",
        ),
        (
            {"made": "2024-05-02", "end_of_life": "2024-05-01"},
            "dates-out-of-order",
            "/body/end_of_life",
        ),
        *(
            ({name: "9999-12-31"}, "not-a-day", f"/body/{name}")
            for name in ("made", "installed", "inspection_due", "end_of_life")
        ),
        ({"inspection_due": "0001-01-01"}, "not-a-day", "/body/inspection_due"),
    ],
)
def test_a_card_that_cannot_be_is_refused(ask, wrong, code, pointer):
    status, problem = ask("POST", "assets", {**CARD, **wrong})
    assert (status, problem["errors"]) == (422, [{"pointer": pointer, "code": code}])


def test_out_of_service_has_a_reason_and_ends(ask):
    ask("POST", "assets", CARD)
    path = "assets/HY-001/states"
    assert ask("POST", path, {"state": "out_of_service"}, If_Match=1)[1]["code"] == "reason-needed"
    first = ask("POST", path, BROKEN, If_Match=1)
    assert (first[0], first[1]["state"], first[1]["version"]) == (201, "out_of_service", 2)
    assert ask("POST", path, BROKEN, If_Match=1) == first  # said twice
    assert ask("POST", path, {"state": "in_use"}, If_Match=1)[0] == 412
    assert (
        ask("POST", path, {"state": "in_use", "reason": "x"}, If_Match=2)[1]["code"] == "no-reason"
    )
    assert ask("POST", path, {"state": "in_use"}, If_Match=2)[1]["reason"] is None
    lines = ask("GET", "assets/HY-001/history")[1]["items"]
    assert [(line["what"], line["reason"]) for line in lines] == [
        ("registered", None),
        ("out-of-service", "阀门渗漏"),
        ("in-use", None),
    ]
    assert lines[1]["changes"] == [
        {"field": "state", "before": "in_use", "after": "out_of_service"}
    ]


def test_what_is_out_of_service_is_still_measured(ask, people):
    ask("POST", "assets", CARD)
    ask("POST", "assets/HY-001/states", BROKEN, If_Match=1)
    key = {"sub": "grid_worker", "Idempotency_Key": "12345678"}
    assert ask("POST", "assets/HY-001/readings", READING, **key)[0] == 201


def test_what_is_retired_takes_no_readings_and_keeps_its_history(ask, people, send):
    from linli import quarantine

    ask("POST", "assets", CARD)
    send("HY-001", "reading", (NOW, {"pressure_mpa": 0.1}))
    ask("POST", "assets/HY-001/states", {"state": "retired", "reason": "拆除"}, If_Match=1)
    key = {"sub": "grid_worker", "Idempotency_Key": "12345678"}
    status, problem = ask("POST", "assets/HY-001/readings", READING, **key)
    assert (status, problem["code"]) == (409, "asset-retired")
    send("HY-001", "reading", (NOW, {"pressure_mpa": 0.3}))
    assert [kept.why for kept in quarantine.waiting("").items] == ["unknown-device"]
    for method, path, body in (
        ("PUT", "assets/HY-001", {**PARTICULARS, "maker": "乙"}),
        ("POST", "assets/HY-001/states", {"state": "in_use"}),
    ):
        assert ask(method, path, body, If_Match=2)[1]["code"] == "asset-retired"
    told = [line["what"] for line in ask("GET", "assets/HY-001/history")[1]["items"]]
    assert told == ["registered", "found", "retired"]


def test_a_retired_valve_is_no_longer_linked(register):
    from functions.facilities.assets import store
    from functions.facilities.assets.model import Standing
    from functions.facilities.assets.rules import line, stand

    register("GV-001", "gas_valve")
    register("GD-001", "gas_detector", links=["GV-001"])
    assert [one.id for one in store.linked(store.asset("GD-001"))] == ["GV-001"]
    valve = stand(store.asset("GV-001"), Standing(state="retired", reason="x"), 1)
    store.revise(valve, line("retired", valve, NOW, "x"))
    assert store.linked(store.asset("GD-001")) == []


@pytest.fixture
def listed(ask, register, monkeypatch):
    """listed(kind=…) -> the ids of all pages."""
    from linli import sifting

    for n in range(12):
        kind, prefix = (("hydrant", "HY"), ("manhole", "MH"))[n % 2]
        building = ("1号楼", None, "2号楼")[n % 3]
        register(f"{prefix}-{n:03}", kind, building=building, name=f"{'东西'[n % 2]}门{n}")
    for name, number in (("SHOWN", 2), ("READ", 3), ("LOOKS", 2)):
        monkeypatch.setattr(sifting, name, number)

    def listed(**query):
        seen, after, pages = [], "", 0
        while after is not None:
            more = {"after": after} if after else {}
            status, page = ask("GET", "assets", query={"community": HERE, **query, **more})
            assert status == 200, page
            assert len(page["items"]) <= sifting.SHOWN
            seen, after, pages = [*seen, *page["items"]], page["next"], pages + 1
        assert pages < 12
        return [asset["id"] for asset in seen]

    return listed


def test_lists_are_of_a_kind_a_building_or_what_begins_so(listed):
    hydrants = [f"HY-{n:03}" for n in range(0, 12, 2)]
    covers = [f"MH-{n:03}" for n in range(1, 12, 2)]
    assert listed() == hydrants + covers
    assert listed(kind="manhole") == covers
    assert listed(building="1号楼") == ["HY-000", "HY-006", "MH-003", "MH-009"]
    assert listed(building="1号楼", kind="hydrant") == ["HY-000", "HY-006"]
    assert listed(text="hy-00") == [one for one in hydrants if one < "HY-010"]
    assert listed(text="西门1") == ["MH-001", "MH-011"]
    assert listed(text="门") == []


def test_labels_are_drawn_one_by_one_and_by_the_sheet(ask, register):
    from functions.facilities import api

    for n in range(25):
        register(f"HY-{n:03}", "hydrant")
    register("MH-001", "manhole")
    ask("POST", "assets/HY-003/states", {"state": "retired", "reason": "x"}, If_Match=1)
    asked = event("GET", "/v1/facilities/assets/HY-001/label", None, claims={"sub": "founder"})
    answer = api.handler(asked, CONTEXT)
    assert answer["headers"]["Content-Type"] == "image/svg+xml"
    assert answer["body"].startswith("<svg ")
    query = {"community": HERE, "kind": "hydrant"}
    first = ask("GET", "labels", query=query)[1]
    assert (first["labels"], "HY-003" in first["svg"]) == (19, False)
    second = ask("GET", "labels", query={**query, "after": first["next"]})[1]
    assert (second["labels"], second["next"]) == (5, None)


def test_what_is_said_again_of_what_is_out_of_service_may_have_another_reason(ask):
    ask("POST", "assets", CARD)
    ask("POST", "assets/HY-001/states", BROKEN, If_Match=1)
    worse = {"state": "out_of_service", "reason": "阀门断裂"}
    assert ask("POST", "assets/HY-001/states", worse, If_Match=2)[1]["reason"] == "阀门断裂"
    ask("PUT", "assets/HY-001", {**PARTICULARS, "maker": "甲"}, If_Match=3)
    lines = ask("GET", "assets/HY-001/history")[1]["items"]
    assert [line["reason"] for line in lines] == [None, "阀门渗漏", "阀门断裂", None]
