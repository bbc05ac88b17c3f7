"""A report has a number and a promise, and its reporter follows it wherever it is joined."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import outside

HERE, THERE = "140105001001", "140105001002"
POINT = {"lat": 37.79, "lon": 112.55}
NEAR = {"lat": 37.79040, "lon": 112.55}  # 44 m to the north
FAR = {"lat": 37.79060, "lon": 112.55}  # 67 m


def similar(person, sub="bai", category="hydrant", **spot):
    status, found = person(sub).get(
        "hazards/similar", community=HERE, category=category, **(POINT | spot)
    )
    assert status == 200, found
    return found["items"]


def test_a_report_has_a_number_a_promise_and_its_first_line(report, person, photo):
    made = report(photos=[photo("gao")], where={"building": "3号楼", "floor": "2", "unit": "201"})
    assert made["number"] == f"BG{datetime.now(UTC) + timedelta(hours=8):%Y%m%d}-0001"
    assert made["promised_at"] > datetime.now(UTC).isoformat()
    assert (made["state"], made["joined"], len(made["photos"])) == ("open", False, 1)
    assert [line["zh"] for line in made["timeline"]] == ["已收到"]
    status, mine = person("gao").get("reports")
    assert (status, [one["number"] for one in mine["items"]]) == (200, [made["number"]])


def test_the_same_request_is_one_report_and_one_photograph(report, photo, person):
    photos = [photo("gao")]
    first = report(key="once-and-again", photos=photos)
    again = report(key="once-and-again", photos=photos)
    assert again | {"photos": []} == first | {"photos": []}
    assert len(person("gao").get("reports")[1]["items"]) == 1
    assert len(person("li").get("ledger", community=HERE)[1]["items"]) == 1
    report(key="once-and-again", photos=photos, words="别的事情", status=422)


def test_another_persons_report_is_absent_and_his_name_is_nowhere(report, person):
    made = report()
    absent = person("bai").get(f"reports/{'0' * 26}")
    assert absent[0] == 404
    assert person("bai").get(f"reports/{made['id']}") == absent
    detail = person("li").get(f"hazards/{made['id']}")[1]
    assert "gao" not in str(detail)
    assert detail["sources"][0]["words"] == "消火栓漏水"
    assert "gao" not in str(person("li").get("feed", community=HERE)[1])
    found = similar(person)
    assert [one["id"] for one in found] == [made["id"]]
    assert not {"words", "by", "unit", "person"} & found[0].keys()


@pytest.mark.parametrize(("spot", "metres"), [(NEAR, 40), (FAR, None)])
def test_what_is_within_fifty_metres_may_be_the_same(report, person, spot, metres):
    report()
    assert [one["metres"] for one in similar(person, **spot)] == ([metres] if metres else [])


def test_who_is_about_to_report_cannot_find_out_where_somebody_lives(report, person, photo):
    home = {"lat": 37.790043, "lon": 112.550037}
    made = report(photos=[photo("gao")], where={"point": home})
    told = {
        (round(n * 0.00001, 5), one["metres"])
        for n in range(-8, 9)  # by going a metre on each time
        for one in similar(person, lat=37.79 + n * 0.00001)
    }
    assert {metres for _, metres in told} == {0}
    (seen,) = similar(person)
    assert seen["photos"] == []
    other = report("bai", where={"point": home}, photos=[photo("bai", "blue")])
    (candidate,) = person("li").get(f"hazards/{made['id']}")[1]["candidates"]
    assert (candidate["id"], len(candidate["photos"])) == (other["id"], 1)


def test_what_is_of_another_category_place_or_day_is_not_the_same(report, person, advance):
    report()
    report(category="lamp_out")
    report("kong", community=THERE)
    assert len(similar(person)) == 1
    advance(HERE, 24 * 3600 + 1)
    assert similar(person) == []


def test_what_is_over_is_not_proposed_and_what_is_joined_only_once(report, person):
    over, first, second = (report(sub)["id"] for sub in ("gao", "gao", "bai"))
    assert person("li").post(f"hazards/{over}/rejections", {"reason": "重复"})[0] == 201
    assert person("li").post(f"hazards/{first}/joins", {"hazard_id": second})[0] == 201
    assert [one["id"] for one in similar(person)] == [first]


def test_who_joins_what_he_was_shown_follows_it_there(report, person, said):
    first = report()
    second = report("bai", join=similar(person)[0]["id"], where={"point": NEAR})
    assert (second["joined"], second["state"]) == (True, "open")
    assert second["promised_at"] == first["promised_at"]
    assert second["number"] != first["number"]
    assert [one["joined_to"] for one in said("HazardJoined")] == [first["id"]]
    listed = person("li").get("ledger", community=HERE)[1]["items"]
    assert [(one["id"], one["members"]) for one in listed] == [(first["id"], [second["id"]])]
    told = person("bai").get(f"reports/{second['id']}")[1]["timeline"]
    assert [line["kind"] for line in told] == ["found", "joined"]


def test_a_join_to_what_is_not_here_is_a_report_of_its_own(report):
    elsewhere = report("kong", community=THERE)
    for to in (elsewhere["id"], "0" * 26):
        assert report(join=to)["joined"] is False


def test_two_reports_of_one_asset_are_joined_at_once(report, register):
    register("HY-001", "hydrant")
    first = report(where={"asset_id": "HY-001"})
    assert first["where"]["address"] == "学府街1号"
    assert report("bai", where={"asset_id": "HY-001"})["joined"] is True
    assert report("bai", where={"asset_id": "HY-001"}, category="other")["joined"] is False


def test_what_needs_somebody_at_once_raises_an_incident(report, said):
    made = report(category="gas_smell")
    (found,) = said("HazardFound")
    assert (found["hazard_id"], found["raises"], found["measure"]) == (
        made["id"],
        "incident",
        "report",
    )
    assert found["asset_id"].startswith("YH")
    assert said("HazardReported")[0]["led_by"] == "ledger"  # as it was found


@pytest.mark.parametrize(
    ("where", "address"),
    [
        ({"address": "学府街1号", "floor": "2", "unit": "201"}, "学府街1号 2层 201"),
        ({"building": "3号楼", "unit": "201"}, "201"),
        ({"building": "3号楼"}, None),
        ({"address": "打我电话13800000000"}, None),
    ],
)
def test_whoever_is_sent_is_told_where_its_reporter_said_it_is(report, said, where, address):
    report(category="gas_smell", where=where)
    (found,) = said("HazardFound")
    assert found["address"] == address


def test_a_second_report_of_an_incident_joins_it_and_raises_none(report, register, said):
    register("MH-001", "manhole")
    report(category="cover_open", where={"asset_id": "MH-001"})
    second = report("bai", category="cover_open", where={"asset_id": "MH-001"})
    assert second["joined"] is True
    assert len(said("HazardFound")) == 1


def test_a_report_that_raises_an_incident_is_never_joined_to_what_raises_none(report, person):
    mere = report()
    urgent = report("bai", category="gas_smell", join=mere["id"])
    assert urgent["joined"] is False
    listed = {one["id"]: one for one in person("li").get("ledger", community=HERE)[1]["items"]}
    assert list(listed) == [urgent["id"]]  # the other one follows it
    assert listed[urgent["id"]]["members"] == [mere["id"]]


def test_a_report_does_not_take_over_what_a_sensor_found(report, sense, person, register):
    register("HY-001", "hydrant")
    hazard = sense("HazardFound")
    assert report(category="gas_smell", join=hazard)["joined"] is False
    listed = {one["id"]: one for one in person("li").get("ledger", community=HERE)[1]["items"]}
    assert (len(listed), listed[hazard]["members"]) == (2, [])


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"words": "x"}, "/body/words"),
        ({"words": "x" * 1001}, "/body/words"),
        ({"where": {}}, "/body/where"),
        ({"category": "no_such"}, "/body/category"),
        ({"where": {"asset_id": "HY-404"}}, "/body/where/asset_id"),
        ({"photos": ["0" * 26]}, "/body/photos"),
    ],
)
def test_what_does_not_fit_is_refused(report, changes, pointer):
    assert report(status=422, **changes)["errors"][0]["pointer"].startswith(pointer)


def test_another_persons_photograph_or_one_used_before_is_refused(report, photo):
    report("bai", photos=[used := photo("bai")])
    report("bai", photos=[used], status=422)
    report("gao", photos=[photo("bai")], status=422)


def test_nobody_confirms_another_persons_photograph(person, upload):
    offered = person("gao").post("photos", {"community": HERE, "content_type": "image/png"})[1]
    assert person("bai").post(f"photos/{offered['id']}/confirmations")[0] == 404
    assert person("gao").post(f"photos/{offered['id']}/confirmations")[0] == 422


def test_what_is_no_photograph_is_refused_and_one_is_kept_once(person, upload):
    offer = {"community": HERE, "content_type": "image/jpeg"}
    assert person("gao").post("photos", offer | {"content_type": "image/svg+xml"})[0] == 422
    offered = person("gao").post("photos", offer)[1]
    path = f"photos/{offered['id']}/confirmations"
    for bad in (b"<svg onload='x()'/>", outside.huge()):
        upload(offered, sent=bad)
        status, said = person("gao").post(path)
        assert (status, said["code"]) == (422, "not-a-photo")
    upload(offered)
    kept = person("gao").post(path)[1]
    upload(offered, "blue")
    assert person("gao").post(path)[1]["sha256"] == kept["sha256"]


def test_so_many_a_day_and_a_repeat_is_none_more(report, monkeypatch, one_window):
    from functions.facilities.ledger import finding

    reports = finding.NUMBERS["reports"]
    few = [one.model_copy(update={"value": 2}) for one in reports.rows]
    monkeypatch.setattr(reports, "rows", few)
    report(key="the-first-one")
    report(key="the-first-one")
    report()
    report(status=429)
    report("bai")


def test_who_has_no_business_there_reports_nothing(report, person):
    assert (
        person("kong").post(
            "reports",
            {"community": HERE, "category": "other", "words": "xx", "where": {"point": POINT}},
        )[0]
        == 404
    )
    assert (
        person("xue").post(
            "reports",
            {"community": HERE, "category": "other", "words": "xx", "where": {"point": POINT}},
        )[0]
        == 403
    )


def test_categories_are_in_words(person):
    items = person("gao").get("categories", community=HERE)[1]["items"]
    assert {"id": "gas_smell", "zh": "闻到燃气味"}.items() <= next(
        one for one in items if one["id"] == "gas_smell"
    ).items()
    assert all(one["zh"] != f"category-{one['id']}" for one in items)
