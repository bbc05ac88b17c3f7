"""Reports as people record them, and what the sweeper says of one that nobody made."""

import json

import pytest

from tests.functions.incidents.grading.conftest import judged

PLACE = "140105001001"
TOLD = {"duty": "D6-phone", "kind": "first", "channel": "phone", "text": "浓烟,正在疏散"}


@pytest.fixture
def fire(duty, hear, machine):
    return judged(hear, machine, "A6")


def stored(one):
    from functions.incidents import store

    return store.incident(one)


def kinds(one):
    from functions.incidents import store

    return [fact.kind for fact in store.timeline(stored(one))]


def code(answer):
    return answer[0], answer[1].get("code")


def duties(person, one):
    listed = person("guan").get(f"/{one}/reports")[1]
    return {duty["id"]: duty for duty in listed["duties"]}, listed["reports"]


def test_a_report_does_its_duty_once_and_supplements_are_added(fire, person):
    assert code(person("sun").post(f"{fire}/reports", TOLD | {"kind": "supplement"})) == (
        409,
        "not-reported-yet",
    )
    status, fact = person("sun").post(f"{fire}/reports", TOLD)
    assert (status, fact["kind"], fact["by"]) == (201, "reported", "sun")
    assert code(person("zhao").post(f"{fire}/reports", TOLD)) == (409, "already-reported")
    more = TOLD | {"kind": "supplement", "text": "火已扑灭"}
    assert person("zhao").post(f"{fire}/reports", more)[1]["kind"] == "supplemented"
    known, told = duties(person, fire)
    assert (known["D6-phone"]["reported"]["by"], known["D6-phone"]["late"]) == ("sun", False)
    assert [(one["kind"], one["text"], one["by"]) for one in told] == [
        ("first", TOLD["text"], "sun"),
        ("supplement", "火已扑灭", "zhao"),
    ]


def test_the_same_report_again_is_one(fire, person):
    first = person("sun").post(f"{fire}/reports", TOLD, key="key-0000001")
    assert person("sun").post(f"{fire}/reports", TOLD, key="key-0000001") == first
    assert len(duties(person, fire)[1]) == 1


def test_a_duty_that_nobody_did_is_said_once_and_a_late_report_stays_late(
    fire, person, sweep, advance, asks
):
    advance(PLACE, 31 * 60)
    for _ in range(3):
        sweep()
    assert kinds(fire).count("report-overdue") == 1
    for who in ("ops", "zhao"):
        [ask] = [one for one in asks(who) if "report-overdue" in one["template"]]
        assert ask["variables"]["to_zh"] == "乡镇(街道)"
        assert ask["variables"]["duty"] == "D6-phone"
    person("sun").post(f"{fire}/reports", TOLD)
    known, [told] = duties(person, fire)
    assert (known["D6-phone"]["late"], told["late"]) == (True, True)


def test_that_a_report_is_overdue_is_told_until_it_is_read(fire, person, sweep, advance, told):
    advance(PLACE, 61 * 60)
    sweep()
    person("li").post(f"{fire}/acknowledgements", {"level": 1})
    asked = [
        one["notice_id"] for name, one in told() if "report-overdue" in one.get("template", "")
    ]
    settled = {one["notice_id"] for name, one in told() if name == "NoticeSettled"}
    assert len(asked) == 4
    assert not settled & set(asked)


def test_a_report_in_time_is_not_overdue(fire, person, sweep, advance):
    person("sun").post(f"{fire}/reports", TOLD)
    person("sun").post(f"{fire}/reports", TOLD | {"duty": "D6-written", "channel": "written"})
    advance(PLACE, 300 * 60)
    sweep()
    assert "report-overdue" not in kinds(fire)


def test_what_changes_after_a_report_must_be_told_again(fire, person):
    person("li").post(f"{fire}/facts", {"evacuated": 3, "reason": "stairs cleared"})
    person("sun").post(f"{fire}/reports", TOLD)
    person("li").post(f"{fire}/facts", {"evacuated": 9, "reason": "counted again"})
    known, _ = duties(person, fire)
    [again] = [name for name in known if name.startswith("D3-supplement@")]
    told = TOLD | {"duty": again, "kind": "supplement", "text": "疏散9人"}
    assert person("sun").post(f"{fire}/reports", told)[0] == 201
    assert duties(person, fire)[0][again]["reported"]["by"] == "sun"


def test_what_cannot_be_is_refused(fire, person, advance):
    def tell(sub="sun", **changes):
        return code(person(sub).post(f"{fire}/reports", TOLD | changes))

    assert tell(duty="D1-county") == (404, "no-such-duty")
    assert tell(channel="written") == (409, "wrong-channel")
    assert tell(said_at="2020-01-01T00:00:00Z") == (422, "not-then")
    assert tell(text="请回电 17000000001") == (422, "names-a-person")
    assert tell("ops") == (403, "forbidden")
    assert tell("far")[0] == 404
    assert tell() == (201, None)
    advance(PLACE, 8 * 86_400)
    assert tell(kind="supplement") == (409, "past-supplement")


def test_a_draft_says_what_is_known_and_what_is_not(fire, person):
    person("li").post(
        f"{fire}/facts", {"deaths": 3, "reason": "three", "measures": "切断燃气", "access": "东门"}
    )
    draft = person("sun").get(f"/{fire}/reports/draft", duty="D1-county")[1]
    assert draft["to"] == "county_emergency"
    for words in (
        "县级应急管理部门",
        "较大(III级)(《生产安全事故报告和调查处理条例》第3条,待核实)",
        ",《生产安全事故报告和调查处理条例》第9条)",
        "死亡3人",
        "重伤待核实",
        "切断燃气",
    ):
        assert words in draft["zh"], words
    urgent = person("sun").get(f"/{fire}/reports/draft")[1]
    assert urgent["duty"] == "D6-phone"


def test_a_hand_over_sheet_is_of_the_moment_and_telling_it_is_a_fact(fire, person):
    person("li").post(f"{fire}/facts", {"trapped_minutes": 5, "reason": "xx", "access": "东门进"})
    sheet = person("li").get(f"/{fire}/handover-sheet", "incident", to="120")[1]
    assert (sheet["to"], sheet["drill"], sheet["where"]["access"]) == ("120", False, "东门进")
    assert "演练" not in sheet["zh"]
    assert {"li", "ops"} == {one["person"] for one in sheet["contacts"]}
    told = {"to": "119", "channel": "phone", "note": "三楼起火"}
    status, fact = person("li").post(f"{fire}/handover-sheet", told)
    assert (status, fact["kind"], fact["by"]) == (201, "handed-over", "li")
    assert "三楼起火" in person("li").get(f"/{fire}/handover-sheet", "incident")[1]["zh"]


@pytest.fixture
def drill(duty, hear, machine):
    return judged(hear, machine, "A6", drill=True)


def test_a_drill_stays_one_in_all_that_is_said(drill, person, hear, sweep, advance, asks):
    person("li").post(f"{drill}/facts", {"deaths": 40, "reason": "played"})
    assert (stored(drill).grade, stored(drill).grade_reason) == (None, "drill")
    assert code(person("guan").post(f"{drill}/grades", {"grade": "I", "reason": "xx"})) == (
        409,
        "drill",
    )
    assert code(person("sun").post(f"{drill}/reports", TOLD)) == (409, "drill")
    assert code(person("sun").get(f"/{drill}/reports/draft")) == (409, "drill")
    advance(PLACE, 90_000)
    sweep()
    assert "report-overdue" not in kinds(drill)
    assert all(ask["template"].endswith("-drill") for who in ("li", "ops") for ask in asks(who))
    sheet = person("li").get(f"/{drill}/handover-sheet", "incident")[1]
    assert sheet["drill"]
    assert sheet["zh"].startswith("【演练】")
    told = {"to": "119", "channel": "phone", "note": "演练通报"}
    assert person("li").post(f"{drill}/handover-sheet", told)[1]["note"].startswith("【演练】")
    hear("HazardWorsened", category="A6", kind="elevator", hazard_id="1a" * 13, drill=False)
    assert stored(drill).drill


def test_what_a_drill_tells_begins_with_that_on_every_channel(drill, asks):
    from functions.notify import templates, wording

    [ask] = asks("li")
    template = templates.fitting(ask["template"], ask["variables"])
    full = wording.full(template, ask["variables"])
    out = [
        wording.outgoing(ask["template"], template, ask["variables"], channel, language).text
        for channel in ("sms", "voice")
        for language in ("zh", "en")
    ]
    for text in (*full, *out):
        assert text.startswith(("【演练】", "[DRILL]")), text
    real = templates.fitting("incidents.dispatched", ask["variables"])
    assert not wording.full(real, ask["variables"])[0].startswith("【演练】")


def test_nothing_of_a_report_is_lost_in_rows(fire, person, row):
    person("sun").post(f"{fire}/reports", TOLD)
    kept = [
        json.loads(one.body) for one in row.query(f"incident#{fire}", row.sk.startswith("report#"))
    ]
    assert [one["text"] for one in kept] == [TOLD["text"]]
