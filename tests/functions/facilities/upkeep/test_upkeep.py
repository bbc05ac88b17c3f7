"""A lift is registered, its duties follow; what was not done in time is a hazard until it is."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.wall import CHINA

HERE = "140105001001"
SPOT = {"lat": 37.79, "lon": 112.55}
DAY = timedelta(days=1)
NOW = datetime.now(UTC)


def on(days):
    return (NOW.astimezone(CHINA) + days * DAY).date().isoformat()


NEXT_YEAR = on(365)


@pytest.fixture
def lift(person, hear, told):
    """A lift that chen registers, and what the bus brings of it."""

    def known(kind="elevator", **more):
        card = {"id": "EL-001", "community": HERE, "kind": kind, "name": "1号梯", **more}
        status, answer = person("chen").post("assets", {**card, "point": SPOT, "address": "x"})
        assert status == 201, answer
        reckon()

    def reckon():
        for name, detail in told():
            if name == "AssetRevised":
                assert hear((name, detail))["batchItemFailures"] == []

    known.reckon = reckon
    return known


@pytest.fixture
def done(person):
    def enter(row="LF1", ago=0, *, asset="EL-001", status=201, key=None, sub="chen", **more):
        at = (datetime.now(UTC) - ago * DAY).isoformat() if not isinstance(ago, str) else ago
        body = {"row": row, "done_at": at, "by": "晋安电梯", **more}
        answer = person(sub).post(f"assets/{asset}/maintenances", body, key=key)
        assert answer[0] == status, answer
        return answer[1]

    return enter


def duties(person, **query):
    return person("chen").get("upkeep", community=HERE, **query)[1]["items"]


def ledger(person, state="open"):
    return person("li").get("ledger", community=HERE, state=state)[1]["items"]


def test_registering_an_asset_makes_its_duties_and_hearing_it_again_changes_nothing(lift, person):
    lift()
    before = duties(person)
    assert [(one["row"], one["stage"]) for one in before] == [
        ("LF1", "planned"),
        ("LF4", "planned"),
        ("LF3", "planned"),
    ]
    assert {one["row"] for one in before if one["verified"]} == {"LF1", "LF3"}
    lift.reckon()
    assert duties(person) == before


def test_nothing_is_made_known_of_a_kind_that_has_no_duties(lift, said):
    lift(kind="manhole")
    assert said("AssetRevised") == []


def test_overdue_is_said_once_is_in_the_ledger_and_over_once_it_is_done(
    lift, done, sweep, person, said
):
    lift()
    done(ago=16)
    sweep()
    sweep()
    (overdue,) = said("UpkeepOverdue")
    (listed,) = ledger(person)
    assert (listed["id"], listed["found_by"]) == (overdue["hazard_id"], "upkeep")
    assert (listed["severity"], listed["category"]) == ("major", "upkeep_maintain")
    (notice,) = [one for one in said("NoticeAsked") if one["template"].endswith("upkeep-overdue")]
    assert notice["person"] == "chen"
    (duty,) = duties(person, stage="overdue")
    assert duty["hazard_id"] == listed["id"]
    history = person("chen").get("assets/EL-001/history")[1]["items"]
    assert [one["what"] for one in history] == ["registered", "maintained", "upkeep-overdue"]

    confirm(person, done(report="WB-2026-31"))
    assert ledger(person) == []
    assert [one["state"] for one in ledger(person, "closed")] == ["closed"]
    assert [one["outcome"] for one in said("HazardClosed")] == ["closed"]
    assert duties(person, stage="overdue") == []


def test_on_the_fifteenth_day_it_is_still_in_time(lift, done, sweep, said):
    lift()
    done(ago=15)
    sweep()
    assert said("UpkeepOverdue") == []


def test_the_same_entry_again_is_the_same(lift, done, person):
    lift()
    at = NOW.isoformat()
    assert done(ago=at, key="of-this-week-1") == done(ago=at, key="of-this-week-1")
    assert len(person("chen").get("assets/EL-001/maintenances")[1]["items"]) == 1
    done(ago=at, key="of-this-week-1", note="别的", status=422)


def test_an_older_one_that_is_entered_late_puts_nothing_off(lift, done, person):
    lift()
    done(ago=2)
    before = duties(person, kind="elevator")
    done(ago=9)
    assert duties(person, kind="elevator") == before
    items = person("wang").get("assets/EL-001/maintenances")[1]["items"]
    assert len(items) == 2
    assert items[0]["done_at"] > items[1]["done_at"]


PASSED = {"result": "qualified", "report": "DT-2026-118", "next_due": NEXT_YEAR}


def confirm(person, record, sub="li", status=201, **body):
    path = f"assets/EL-001/maintenances/{record['id']}/confirmations"
    answer = person(sub).post(path, body)
    assert answer[0] == status, answer
    return answer[1]


def test_an_inspection_counts_once_another_has_confirmed_its_report(
    lift, done, sweep, person, said, member
):
    lift(inspection_due=on(-2))
    sweep()
    (listed,) = ledger(person)
    assert (listed["severity"], listed["stop_use"]) == ("critical", True)
    record = done("LF3", **PASSED)
    assert (record["waits"], record["confirmed_by"]) == (True, None)
    assert len(ledger(person)) == 1
    assert person("chen").get("assets/EL-001")[1]["inspection_due"] == on(-2)
    (duty,) = duties(person, stage="overdue")
    assert duty["waiting"] == record["id"]

    assert confirm(person, record, "chen", 403)["code"] == "forbidden"
    member("both", "property_manager", HERE)
    member("both", "community_worker", HERE)
    own = done("LF3", sub="both", **PASSED)
    assert confirm(person, own, "both", 403)["code"] == "own-record"
    assert len(ledger(person)) == 1

    seen = confirm(person, record, note="看过报告原件")
    assert (seen["waits"], seen["confirmed_by"], seen["confirmed_note"]) == (
        False,
        "li",
        "看过报告原件",
    )
    assert confirm(person, record) == seen
    assert confirm(person, record, "xue", 409)["code"] == "nothing-to-confirm"
    assert person("chen").get("assets/EL-001")[1]["inspection_due"] == NEXT_YEAR
    assert ledger(person) == []
    (duty,) = [one for one in duties(person) if one["row"] == "LF3"]
    assert (duty["due_on"], duty["stage"]) == (NEXT_YEAR, "planned")
    lines = {one["what"]: one for one in history(person)}
    assert lines["upkeep-recorded"]["by"] in ("chen", "both")
    assert (lines["qualified"]["by"], lines["qualified"]["changes"][0]["after"]) == (
        "li",
        NEXT_YEAR,
    )
    assert "DT-2026-118" in lines["qualified"]["reason"]


def history(person):
    return person("chen").get("assets/EL-001/history")[1]["items"]


def move(person, to, **more):
    known = person("chen").get("assets/EL-001")[1]
    card = {"name": known["name"], "point": SPOT, "address": "x", "inspection_due": to, **more}
    return person("chen").put("assets/EL-001", card, known["version"])


@pytest.mark.parametrize("to", [NEXT_YEAR, None])
def test_moving_the_day_ends_nothing_and_stays_in_the_history_with_its_reason(
    to, lift, sweep, person, said
):
    lift(inspection_due=on(-2))
    sweep()
    (listed,) = ledger(person)
    status, refused = move(person, to)
    assert (status, refused["errors"][0]["code"]) == (422, "why-moved")
    assert move(person, to, reason="登记有误")[0] == 200
    lift.reckon()
    sweep()
    assert [one["id"] for one in ledger(person)] == [listed["id"]]
    (duty,) = duties(person, stage="overdue")
    assert (duty["due_on"], duty["hazard_id"]) == (to, listed["id"])
    (line,) = [one for one in history(person) if one["what"] == "revised"]
    assert (line["by"], line["reason"], line["changes"]) == (
        "chen",
        "登记有误",
        [{"field": "inspection_due", "before": on(-2), "after": to}],
    )
    assert len(said("UpkeepOverdue")) == 1


def test_nor_does_it_to_take_the_lift_out_of_service_and_back(lift, sweep, person, said):
    lift(inspection_due=on(-2))
    sweep()
    assert move(person, NEXT_YEAR, reason="登记有误")[0] == 200
    for state in ({"state": "out_of_service", "reason": "大修"}, {"state": "in_use"}):
        assert stand(person("chen"), state)[0] == 201
        lift.reckon()
        sweep()
    (again,) = ledger(person)
    assert again["category"] == "upkeep_inspect"
    assert len(said("UpkeepOverdue")) == 2


def test_what_was_not_passed_is_not_used_whatever_day_was_due(lift, done, sweep, person, said):
    lift(inspection_due=on(90))
    failed = done("LF3", result="unqualified", report="DT-2026-117")
    assert failed["waits"] is False
    sweep()
    (listed,) = ledger(person)
    assert (listed["category"], listed["stop_use"]) == ("upkeep_inspect", True)
    (duty,) = duties(person, stage="overdue")
    assert (duty["failed"], duty["due_on"]) == (True, on(90))
    assert history(person)[-2]["what"] == "unqualified"
    confirm(person, done("LF3", **PASSED))
    assert ledger(person) == []
    assert duties(person, stage="overdue") == []


def test_an_inspection_before_the_one_not_passed_lets_nothing_be_used_on(lift, done, person):
    lift(inspection_due=on(20))
    passed = done("LF3", 0.01, **PASSED)
    done("LF3", result="unqualified", report="2")
    confirm(person, passed)
    (duty,) = [one for one in duties(person) if one["row"] == "LF3"]
    assert duty["failed"]


def test_who_may_confirm_is_asked_once(lift, done, sweep, said, monkeypatch, person):
    from functions.facilities.ledger import acts

    lift(inspection_due=on(20))
    sweep()
    record = done("LF3", **PASSED)
    roles = {"community_worker": ["li"], "property_manager": ["chen"]}
    monkeypatch.setattr(acts, "ask", lambda *_, place, role: roles[role])
    sweep()
    sweep()
    asked = [one for one in said("NoticeAsked") if one["template"].endswith("upkeep-recorded")]
    assert [one["person"] for one in asked] == ["li"]
    confirm(person, record)


def test_a_hazard_is_over_with_its_rule_even_while_a_record_waits(
    lift, done, sweep, monkeypatch, person
):
    from functions.facilities.upkeep import acts
    from functions.facilities.upkeep.model import Span

    lift()
    done(ago=16)
    sweep()
    done(report="WB-7")
    assert len(ledger(person)) == 1
    longer = {"every": Span(days=30)}
    rows = [one.model_copy(update=longer if one.id == "LF1" else {}) for one in acts.ROWS]
    monkeypatch.setattr(acts, "ROWS", rows)
    sweep()
    assert ledger(person) == []
    duty, *_ = person("chen").get("assets/EL-001/upkeep")[1]["items"]
    assert (duty["row"], duty["waiting"] is None) == ("LF1", False)


@pytest.mark.parametrize("workers", [[], ["chen"]])
def test_where_no_other_worker_is_an_official_is_asked_to_confirm(
    lift, done, sweep, said, monkeypatch, workers
):
    from functions.facilities.ledger import acts

    lift(inspection_due=on(20))
    sweep()
    done("LF3", **PASSED)
    roles = {"community_worker": workers, "property_manager": ["chen"], "official": ["zhao"]}
    monkeypatch.setattr(acts, "ask", lambda *_, place, role: roles[role])
    sweep()
    asked = [one for one in said("NoticeAsked") if one["template"].endswith("upkeep-recorded")]
    assert [one["person"] for one in asked] == ["zhao"]


def test_a_passed_inspection_is_as_good_as_the_self_test_of_that_year(lift, done, person):
    lift()

    def tested():
        (duty,) = [one for one in duties(person) if one["row"] == "LF4"]
        return duty["last_done"]

    done("LF3", 1, result="unqualified", report="1")
    assert tested() is None
    record = done("LF3", NOW.isoformat(), **PASSED)
    assert tested() is None
    confirm(person, record)
    assert tested() == on(0)
    done("LF4", report="2")


def test_what_ends_a_hazard_takes_a_proof_and_two_people(lift, done, sweep, person):
    lift()
    done(ago=16)
    sweep()
    assert done(status=422)["errors"][0]["code"] == "report-needed"
    record = done(report="WB-7")
    assert len(ledger(person)) == 1
    confirm(person, record)
    assert ledger(person) == []


def test_who_manages_is_reminded_once_to_apply_for_an_inspection(lift, sweep, said):
    lift(inspection_due=on(20))
    sweep()
    sweep()
    (notice,) = said("NoticeAsked")
    assert (notice["template"], notice["person"]) == ("facilities.upkeep-soon", "chen")


def test_a_lift_out_of_service_has_nothing_overdue_and_is_overdue_again_after(
    lift, done, sweep, person, said
):
    lift()
    done(ago=20)
    sweep()
    stop = {"state": "out_of_service", "reason": "大修"}
    sub = person("chen")
    assert stand(sub, stop)[0] == 201
    lift.reckon()
    assert ledger(person) == []
    assert duties(person) == []
    sweep()
    assert len(said("UpkeepOverdue")) == 1
    assert all(one["idle"] for one in sub.get("assets/EL-001/upkeep")[1]["items"])
    assert stand(sub, {"state": "in_use"})[0] == 201
    lift.reckon()
    sweep()
    assert len(said("UpkeepOverdue")) == 2
    assert len(ledger(person)) == 1


def stand(person, body):
    version = person.get("assets/EL-001")[1]["version"]
    asked = {"sub": person.sub, "If_Match": version, "Idempotency_Key": "x" * 16}
    return person.call(
        person.api.handler, "POST", "/v1/facilities/assets/EL-001/states", body, **asked
    )


def test_the_ledger_does_not_let_it_be_closed_without_being_done(lift, done, sweep, person):
    lift()
    done(ago=16)
    sweep()
    (listed,) = ledger(person)
    answer = person("li").post(f"hazards/{listed['id']}/rejections", {"reason": "已做"})
    assert (answer[0], answer[1]["code"]) == (409, "sensor-abnormal")


def test_nobody_reports_what_only_upkeep_finds(person, lift):
    lift()
    body = {"community": HERE, "category": "upkeep_test", "words": "没有检测"}
    answer = person("gao").post("reports", {**body, "where": {"asset_id": "EL-001"}})
    assert (answer[0], answer[1]["code"]) == (422, "no-such-category")


def test_what_was_there_before_is_reckoned_by_pages(register, person):
    register("EL-002", "elevator")
    register("MH-001", "manhole")
    register("WT-001", "water_tank")
    status, answer = person("chen").post("upkeep/reckonings", {"community": HERE})
    assert (status, answer) == (201, {"assets": 2, "next": None})
    assert {one["asset_id"] for one in duties(person)} == {"EL-002", "WT-001"}


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("FI1", {}, "no-such-duty"),
        ("LF1", {"ago": -1}, "not-done-yet"),
        ("LF1", {"next_due": NEXT_YEAR}, "no-next-due"),
        ("LF1", {"result": "qualified"}, "no-result"),
        ("LF3", {"report": "1", "next_due": NEXT_YEAR}, "result-needed"),
        ("LF3", {"report": "1", "result": "qualified"}, "next-due-needed"),
        ("LF3", {**PASSED, "next_due": "2020-01-01"}, "dates-out-of-order"),
        ("LF3", {**PASSED, "next_due": "9999-12-31"}, "not-a-day"),
        ("LF3", {**PASSED, "result": "unqualified"}, "no-next-due"),
        ("LF3", {**PASSED, "report": None}, "report-needed"),
    ],
)
def test_what_cannot_be_is_refused(lift, done, name, more, code):
    lift()
    assert done(name, status=422, **more)["code"] == code


def test_a_photograph_is_kept_with_what_was_done(lift, done, photo, person):
    lift()
    record = done(photos=[photo("chen")])
    assert len(record["photos"]) == 1
    (kept,) = person("li").get("assets/EL-001/maintenances")[1]["items"]
    assert kept["photos"][0]["sha256"] == record["photos"][0]["sha256"]
    done(sub="wang", status=403)
