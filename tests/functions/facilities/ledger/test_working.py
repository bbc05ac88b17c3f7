"""From found to closed: each act by who may, with proof, and told to who asked for it."""

from datetime import datetime, timedelta

import pytest

HERE = "140105001001"
HOUR = 3600


def test_a_report_is_assigned_repaired_verified_and_closed(report, work, person, said):
    made = report()
    assert work(made["id"], "assign", "repair", "verify", "close")["state"] == "closed"
    detail = person("xue").get(f"hazards/{made['id']}")[1]
    assert [line["kind"] for line in detail["timeline"]] == [
        "found",
        "assigned",
        "repaired",
        "verified",
        "closed",
    ]
    assert (detail["repairer"], detail["verifier"], detail["cost"]) == ("wang", "liu", 12_000)
    assert len(detail["timeline"][2]["photos"]) == 1
    mine = person("gao").get(f"reports/{made['id']}")[1]
    assert (mine["state"], mine["timeline"][-1]["zh"]) == ("closed", "已办结")
    assert not {"wang", "liu", "li", "chen"} & set(str(mine).replace("'", " ").split())
    assert [one["cost"] for one in said("HazardRepaired")] == [12_000]
    assert [one["outcome"] for one in said("HazardClosed")] == ["closed"]
    assert person("li").get("ledger", community=HERE)[1]["items"] == []
    closed = person("li").get("ledger", community=HERE, state="closed")[1]["items"]
    assert [one["id"] for one in closed] == [made["id"]]


@pytest.mark.parametrize("state", ["open", "closed"])
def test_the_ledger_is_read_of_a_kind_page_by_page(
    state, register, report, work, person, monkeypatch
):
    from linli import sifting

    monkeypatch.setattr(sifting, "READ", 2)
    monkeypatch.setattr(sifting, "SHOWN", 2)
    register("MH-1", "manhole")
    made = []
    for n in range(5):
        register(f"HY-{n}", "hydrant")
        made.append(report(where={"asset_id": f"HY-{n}"})["id"])
        report(category="cover_open", where={"asset_id": "MH-1"})
        if state == "closed":
            work(made[-1], "assign", "repair", "verify", "close")
    if state == "closed":
        made.reverse()  # the latest first
    found, asked = [], {"community": HERE, "state": state, "kind": "hydrant"}
    after = ""
    while after is not None:
        page = person("li").get("ledger", **asked, after=after)[1]
        assert len(page["items"]) <= 2
        found += [one["id"] for one in page["items"]]
        after = page["next"]
    assert found == made
    assert person("li").get("ledger", **asked | {"kind": "pump"})[1]["items"] == []
    assert person("li").get("ledger", **asked | {"kind": "moon"})[0] == 422


def test_who_is_told_what(report, work, said):
    made = report()
    work(made["id"], "assign", "repair", "verify", "close")
    told = [(one["person"], one["template"].split(".")[1]) for one in said("NoticeAsked")]
    assert sorted(told) == [
        ("gao", "report-closed"),
        ("gao", "report-handled"),
        ("wang", "hazard-assigned"),
    ]
    numbers = {one["variables"]["number"] for one in said("NoticeAsked") if one["person"] == "gao"}
    assert numbers == {made["number"]}


def test_nobody_verifies_or_closes_his_own_repair(report, work, person):
    made = report()
    work(made["id"], "assign", "repair")
    own = person("wang").post(f"hazards/{made['id']}/verifications", {"note": "自己看过"})
    assert (own[0], own[1]["code"]) == (403, "own-work")


def test_a_repair_needs_a_photograph_of_this_round(report, work, person, photo):
    made, old = report(), photo("wang")
    work(made["id"], "assign")
    path = f"hazards/{made['id']}/repairs"
    none = person("wang").post(path, {"note": "修好了", "photos": []})
    assert (none[0], none[1]["code"]) == (409, "no-evidence")
    early = person("wang").post(path, {"note": "修好了", "photos": [old]})
    assert (early[0], early[1]["code"]) == (409, "photo-too-old")
    theirs = person("wang").post(path, {"note": "修好了", "photos": [photo("liu")]})
    assert (theirs[0], theirs[1]["code"]) == (422, "no-such-photo")


def test_only_who_was_sent_repairs(report, work, person, photo):
    made = report()
    work(made["id"], "assign")
    body = {"note": "修好了", "photos": [photo("liu")]}
    assert person("liu").post(f"hazards/{made['id']}/repairs", body)[0] == 403


def test_nobody_is_sent_who_holds_no_such_office_there(report, person):
    made = report()
    for somebody in ("gao", "far", "nobody"):
        person(somebody)
        answer = person("chen").post(f"hazards/{made['id']}/assignments", {"assignee": somebody})
        assert (answer[0], answer[1]["code"]) == (422, "nobody-here")


def test_what_is_critical_stops_being_used_first(report, person):
    made = report(category="pipe_burst")
    detail = person("chen").get(f"hazards/{made['id']}")[1]
    assert (detail["severity"], detail["stop_use"], detail["led_by"]) == (
        "critical",
        True,
        "incident",
    )


def test_what_is_not_repaired_goes_back_to_the_same_person(report, work, person, said):
    made = report()
    work(made["id"], "assign", "repair")
    back = person("li").post(
        f"hazards/{made['id']}/verifications", {"note": "还在漏", "gone": False}
    )
    assert (back[0], back[1]["kind"], back[1]["state"]) == (201, "returned", "assigned")
    assert "hazard-returned" in {one["template"].split(".")[1] for one in said("NoticeAsked")}
    assert work(made["id"], "repair", "verify", "close")["state"] == "closed"


def test_the_same_act_is_done_once(report, work, person):
    made = report()
    body = {"assignee": "wang"}
    path = f"hazards/{made['id']}/assignments"
    person("wang")
    first = person("chen").post(path, body, key="sent-twice")
    assert first[0] == 201
    assert person("chen").post(path, body, key="sent-twice") == first
    other = person("chen").post(path, {"assignee": "liu"}, key="sent-twice")
    assert other[1]["code"] == "idempotency-key-reused"


def test_who_reported_it_is_told_why_it_was_not_taken_up(report, person, said):
    made = report()
    path = f"hazards/{made['id']}/rejections"
    assert person("chen").post(path, {"reason": "不归我管"})[0] == 403
    assert person("li").post(path, {"reason": "属市政设施,已转市政"})[0] == 201
    (notice,) = said("NoticeAsked")
    assert (notice["person"], notice["variables"]["reason"]) == ("gao", "属市政设施,已转市政")
    line = person("gao").get(f"reports/{made['id']}")[1]["timeline"][-1]
    assert (line["kind"], line["reason"]) == ("rejected", "属市政设施,已转市政")
    person("wang")
    late = person("chen").post(f"hazards/{made['id']}/assignments", {"assignee": "wang"})
    assert late[1]["code"] == "wrong-state"


@pytest.mark.parametrize(
    ("category", "hours"), [("lamp_out", 72), ("hydrant", 24), ("pipe_burst", 2)]
)
def test_the_promise_is_that_of_its_severity(report, category, hours):
    made = report(category=category)
    promised = datetime.fromisoformat(made["promised_at"]) - datetime.fromisoformat(made["at"])
    assert promised == timedelta(hours=hours)


def test_what_is_late_raises_itself_once_a_day(report, work, sweep, said, advance, person):
    made = report()
    person("wang")
    work(made["id"], "assign")
    sweep()
    assert said("HazardOverdue") == []
    advance(HERE, 24 * HOUR + 1)
    sweep()
    sweep()
    (late,) = said("HazardOverdue")
    assert (late["hazard_id"], late["state"]) == (made["id"], "assigned")
    told = {o["person"] for o in said("NoticeAsked") if o["template"].endswith("hazard-overdue")}
    assert told == {"chen", "wang"}
    assert person("li").get(f"hazards/{made['id']}")[1]["overdue"] is True
    advance(HERE, 24 * HOUR + 1)
    sweep()
    assert len(said("HazardOverdue")) == 2


def test_what_is_late_is_so_by_the_clock_of_its_own_community(report, sweep, said, advance):
    report()
    advance("140105001002", 3 * 24 * HOUR)
    sweep()
    assert said("HazardOverdue") == []


def test_a_repair_that_nobody_looks_at_is_late_too(report, work, sweep, said, advance):
    made = report()
    work(made["id"], "assign", "repair")
    advance(HERE, 24 * HOUR + 1)
    sweep()
    assert [one["state"] for one in said("HazardOverdue")] == ["repaired"]


def test_what_comes_back_soon_is_counted(report, work, register, person, advance):
    register("HY-001", "hydrant")

    def again():
        made = report(where={"asset_id": "HY-001"})
        work(made["id"], "assign", "repair", "verify", "close")
        return person("li").get(f"hazards/{made['id']}")[1]["recurrence"]

    assert [again(), again(), again()] == [0, 1, 2]
    advance(HERE, 31 * 24 * HOUR)
    assert again() == 0


def test_the_feed_tells_all_of_a_community_in_order(report, work, person):
    made = report()
    work(made["id"], "assign", "repair")
    status, feed = person("xue").get("feed", community=HERE)
    assert status == 200
    assert [one["kind"] for one in feed["items"]] == ["found", "assigned", "repaired"]
    assert person("gao").get("feed", community=HERE)[0] == 403
    assert person("far").get("feed", community=HERE)[0] == 404


@pytest.mark.parametrize(
    ("sub", "act", "body"),
    [
        ("wang", "repairs", {"note": "电话17000000001", "photos": []}),
        ("liu", "verifications", {"note": "电话17000000001"}),
        ("li", "closures", {"note": "归档", "sensor_fault": "电话17000000001"}),
        ("li", "rejections", {"reason": "电话17000000001"}),
        ("liu", "inspections", {"note": "电话17000000001", "gone": True}),
    ],
)
def test_what_is_noted_names_nobody(report, work, person, sub, act, body):
    made = report()
    work(made["id"], "assign")
    status, problem = person(sub).post(f"hazards/{made['id']}/{act}", body)
    assert (status, problem["code"]) == (422, "names-a-person")
