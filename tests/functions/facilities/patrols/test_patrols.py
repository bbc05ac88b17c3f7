"""A route is walked, each asset looked at, what is not in order listed; late is kept, not lost."""

from datetime import UTC, datetime, timedelta

import pytest

HERE = "140105001001"
DAY = 24 * 3600
FINE = {"hydrant-reachable": "ok", "hydrant-sound": "ok", "hydrant-sign": "na"}


def now(**later):
    return (datetime.now(UTC) + timedelta(**later)).isoformat()


@pytest.fixture(autouse=True)
def hydrants(register):
    for number in (1, 2):
        register(f"HY-00{number}", "hydrant")
    register("MH-001", "manhole")


@pytest.fixture
def plan(person):
    def make(status=201, **changes):
        body = {
            "community": HERE,
            "title": "坞城消火栓",
            "row": "PA1-hydrants",
            "route": ["HY-001", "HY-002"],
            "person": "wang",
        }
        answer = person("chen").post("plans", body | changes)
        assert answer[0] == status, answer
        return answer[1]

    return make


@pytest.fixture
def begin(person, plan):
    def start(sub="wang", **changes):
        made = plan(**changes)
        status, patrol = person(sub).post("patrols", {"plan_id": made["id"]})
        assert status == 201, patrol
        return patrol

    return start


@pytest.fixture
def look(person):
    def check(patrol, asset="HY-001", *, sub="wang", key=None, status=201, **changes):
        body = {"asset_id": asset, "captured_at": now(), "answers": FINE} | changes
        answer = person(sub).post(f"patrols/{patrol['id']}/checks", body, key=key)
        assert answer[0] == status, answer
        return answer[1]

    return check


@pytest.fixture
def end(person):
    def over(patrol, **body):
        status, ended = person("wang").post(f"patrols/{patrol['id']}/endings", body)
        assert status == 201, ended
        return ended

    return over


def deadline(person):
    (one,) = person("chen").get("plans", community=HERE)[1]["items"]
    return datetime.fromisoformat(one["deadline"])


def test_a_whole_patrol_puts_the_next_one_off_by_its_period(begin, look, end, person):
    patrol = begin()
    for asset in patrol["route"]:
        look(patrol, asset)
    ended = end(patrol)
    assert ended["state"] == "ended"
    assert deadline(person) == datetime.fromisoformat(ended["ended_at"]) + timedelta(days=30)


def test_one_that_left_something_out_does_not_count(begin, look, end, person):
    patrol = begin()
    before = deadline(person)
    look(patrol)
    end(patrol)
    assert deadline(person) == before


def test_a_check_that_comes_after_the_end_is_kept_marked_late_and_counts(begin, look, end, person):
    patrol = begin()
    look(patrol, "HY-001")
    ended = end(patrol)
    late = look(patrol, "HY-002")
    assert (late["late"], late["captured_at"] < late["received_at"]) == (True, True)
    assert deadline(person) == datetime.fromisoformat(ended["ended_at"]) + timedelta(days=30)
    detail = person("li").get(f"patrols/{patrol['id']}")[1]
    assert [one["late"] for one in detail["checks"]].count(True) == 1


def test_what_is_not_in_order_goes_into_the_ledger_with_its_photograph(
    begin, look, person, photo, said
):
    patrol = begin()
    answers = FINE | {"hydrant-sound": "not_ok", "hydrant-sign": "not_ok"}
    check = look(patrol, answers=answers, photos=[photo("wang")], note="漏水")
    entry = person("li").get(f"hazards/{check['hazard_id']}")[1]
    assert (entry["found_by"], entry["severity"], entry["category"]) == (
        "patrol",
        "major",
        "hydrant",
    )
    (source,) = entry["sources"]
    assert (len(source["photos"]), source["by"]) == (1, "wang")
    assert "栓体完好" in source["words"]
    assert "漏水" in source["words"]
    assert [one["found_by"] for one in said("HazardReported")] == ["patrol"]


def test_a_check_sent_twice_is_one(begin, look, person, photo):
    patrol, photos = begin(), [photo("wang")]
    same = {"answers": FINE | {"hydrant-sound": "not_ok"}, "photos": photos, "captured_at": now()}
    assert look(patrol, key="check-1-of-2", **same) == look(patrol, key="check-1-of-2", **same)
    detail = person("li").get(f"patrols/{patrol['id']}")[1]
    assert (len(detail["checks"]), detail["found"]) == (1, 1)
    assert len(person("li").get("ledger", community=HERE)[1]["items"]) == 1


def test_a_second_finding_at_an_asset_joins_the_first(begin, look, person):
    patrol = begin()
    for _ in range(2):
        look(patrol, answers=FINE | {"hydrant-sound": "not_ok"})
    (entry,) = person("li").get("ledger", community=HERE)[1]["items"]
    assert len(entry["members"]) == 1


def test_a_reading_is_held_against_the_limits(begin, look, person, said):
    look(begin(), readings={"pressure_mpa": 0.05})
    assert [one["measure"] for one in said("HazardFound")] == ["pressure_mpa"]
    asset = person("wang").get("assets/HY-001")[1]
    assert asset["hazards"]["pressure_mpa"]["by_hand"] is True


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"asset_id": "MH-001"}, "not-on-route"),
        ({"answers": {"hydrant-sound": "ok"}}, "items-differ"),
        ({"answers": FINE | {"lamp-lit": "ok"}}, "items-differ"),
        ({"captured_at": now(days=1)}, "in-the-future"),
        ({"captured_at": now(hours=-5)}, "too-old"),
        ({"photos": ["0" * 26]}, "no-such-photo"),
    ],
)
def test_what_does_not_fit_is_refused(begin, look, changes, code):
    assert look(begin(), status=422, **changes)["code"] == code


def test_a_patrol_begun_without_a_signal_says_when(person, plan):
    made = plan()
    begun = now(hours=-3)
    body = {"plan_id": made["id"], "captured_at": begun}
    patrol = person("wang").post("patrols", body, key="begun-off-line")[1]
    assert patrol["begun_at"].startswith(begun[:19])
    assert person("wang").post("patrols", body, key="begun-off-line")[1] == patrol
    assert (
        person("wang").post("patrols", body | {"captured_at": now(days=-8)})[1]["code"] == "too-old"
    )


def test_only_whose_it_is_walks_it_and_only_he_checks(begin, plan, look, person):
    patrol = begin()
    made = plan()
    assert person("liu").post("patrols", {"plan_id": made["id"]})[1]["code"] == "not-yours"
    look(patrol, sub="liu", status=403)
    anybodys = plan(person=None)
    assert person("liu").post("patrols", {"plan_id": anybodys["id"]})[0] == 201


def test_what_was_begun_before_the_plan_was_given_to_another_is_kept(person, plan, look, photo):
    made = plan()
    begun = now(hours=-1)
    given = {key: made[key] for key in ("title", "row", "route")} | {"person": "liu"}
    assert person("chen").put(f"plans/{made['id']}", given, 1)[0] == 200
    body = {"plan_id": made["id"]}
    assert person("wang").post("patrols", body)[1]["code"] == "not-yours"
    body["captured_at"] = begun
    status, patrol = person("wang").post("patrols", body, key="begun-off-line")
    assert (status, patrol["by"]) == (201, "wang")
    assert person("wang").post("patrols", body, key="begun-off-line")[1] == patrol
    found = FINE | {"hydrant-sound": "not_ok"}
    assert look(patrol, answers=found, photos=[photo("wang")], captured_at=begun)["hazard_id"]
    assert person("wang").post(f"patrols/{patrol['id']}/endings", {})[0] == 201


@pytest.fixture
def turn(person):
    """Give a plan another route, and say what it is then."""

    def revise(plan, *route, **changes):
        body = {key: plan[key] for key in ("title", "row", "person")} | {"route": route}
        answer = person("chen").put(f"plans/{plan['id']}", body | changes, plan["version"])
        assert answer[0] == 200, answer
        return answer[1]

    return revise


@pytest.mark.parametrize("known", [{"version": 1}, {"captured_at": now(hours=-1)}])
def test_what_was_begun_before_the_plan_got_another_route_is_of_its_own(
    person, plan, turn, look, end, known
):
    made = plan()
    turn(made, "HY-002")
    status, patrol = person("wang").post("patrols", {"plan_id": made["id"], **known})
    assert (status, patrol["route"]) == (201, ["HY-001", "HY-002"])
    for asset in patrol["route"]:
        look(patrol, asset)
    ended = end(patrol)
    assert deadline(person) == datetime.fromisoformat(ended["ended_at"]) + timedelta(days=30)
    assert person("wang").post("patrols", {"plan_id": made["id"]})[1]["route"] == ["HY-002"]


def test_one_of_what_is_not_planned_any_more_puts_nothing_off(begin, turn, look, end, person):
    patrol = begin()
    (made,) = person("chen").get("plans", community=HERE)[1]["items"]
    turned = turn(made, "MH-001", row="PA1-covers")
    for asset in patrol["route"]:
        look(patrol, asset)
    assert end(patrol)["state"] == "ended"
    assert deadline(person) == datetime.fromisoformat(turned["deadline"])


def test_what_was_measured_of_an_asset_that_is_gone_since_is_kept(begin, look, person, said):
    patrol, chen = begin(), person("chen")
    gone = {"state": "retired", "reason": "拆除"}
    states = "/v1/facilities/assets/HY-001/states"
    assert chen.call(chen.api.handler, "POST", states, gone, sub="chen", If_Match=1)[0] == 201
    assert look(patrol, readings={"pressure_mpa": 0.05})["readings"] == {"pressure_mpa": 0.05}
    assert said("HazardFound") == []


def test_positions_are_taken_only_while_he_walks(begin, end, person):
    patrol = begin()
    path, point = f"patrols/{patrol['id']}/positions", {"lat": 37.79, "lon": 112.55}
    assert person("wang").post(path, {"points": [{"at": now(), **point}]})[1] == {"points": 1}
    early = person("wang").post(path, {"points": [{"at": now(hours=-1), **point}]})
    assert early[1]["code"] == "too-old"
    assert person("liu").post(path, {"points": [{"at": now(), **point}]})[0] == 403
    end(patrol)
    after = person("wang").post(path, {"points": [{"at": now(), **point}]})
    assert (after[0], after[1]["code"]) == (409, "patrol-over")


def test_where_he_was_is_shown_for_a_purpose_and_gone_after_a_month(begin, person, row):
    patrol = begin()
    path, point = f"patrols/{patrol['id']}/positions", {"lat": 37.79, "lon": 112.55}
    person("wang").post(path, {"points": [{"at": now(), **point}]})
    assert len(person("wang").get(path, purpose="visit")[1]["points"]) == 1
    assert len(person("li").get(path, purpose="audit")[1]["points"]) == 1
    assert person("li").get(path, purpose="visit")[0] == 403
    assert person("li").get(path)[1]["code"] == "purpose-missing"
    assert person("chen").get(path, purpose="audit")[0] == 403
    assert "lat" not in str(person("li").get(f"patrols/{patrol['id']}")[1])
    (kept,) = [one for one in row.scan() if one.sk.startswith("points#")]
    days = (kept.expires - datetime.now(UTC).timestamp()) / DAY
    assert 29.9 < days < 30.1


def test_what_is_due_today_is_his(plan, person, advance):
    plan()
    plan(person="liu", title="别人的")
    mine = person("wang").get("patrols", community=HERE, mine="true")[1]
    assert mine["today"] == []
    advance(HERE, 30 * DAY)
    mine = person("wang").get("patrols", community=HERE, mine="true")[1]
    assert [one["title"] for one in mine["today"]] == ["坞城消火栓"]


def test_a_plan_nobody_walked_raises_itself_each_day(plan, sweep, said, advance):
    made = plan()
    sweep()
    assert said("PatrolOverdue") == []
    advance(HERE, 30 * DAY + 1)
    sweep()
    sweep()
    assert [one["plan_id"] for one in said("PatrolOverdue")] == [made["id"]]
    told = {(one["person"], one["template"]) for one in said("NoticeAsked")}
    assert told == {(who, "facilities.patrol-overdue") for who in ("chen", "wang")}
    advance(HERE, DAY + 1)
    sweep()
    assert len(said("PatrolOverdue")) == 2


def test_a_plan_is_late_by_the_clock_of_its_own_community(plan, sweep, said, advance):
    plan()
    advance("140105001002", 40 * DAY)
    sweep()
    assert said("PatrolOverdue") == []


def test_a_late_plan_that_is_walked_is_late_no_more(begin, look, end, sweep, advance, person):
    patrol = begin()
    advance(HERE, 30 * DAY + 1)
    sweep()
    assert person("chen").get("plans", community=HERE)[1]["items"][0]["overdue"] is True
    for asset in patrol["route"]:
        look(patrol, asset, captured_at=now(days=30, seconds=1))
    end(patrol)
    assert person("chen").get("plans", community=HERE)[1]["items"][0]["overdue"] is False


def test_a_plan_is_revised_on_its_version(plan, person):
    made = plan()
    walk = {"title": "改名", "row": "PA1-hydrants", "route": ["HY-002"]}
    assert person("chen").put(f"plans/{made['id']}", walk, 1)[1]["title"] == "改名"
    assert person("chen").put(f"plans/{made['id']}", walk, 1)[0] == 412
    assert person("wang").put(f"plans/{made['id']}", walk, 2)[0] == 403


def test_a_plan_that_is_ended_is_due_no_more_and_takes_what_was_begun_before(
    plan, person, sweep, said, advance, look, end
):
    made, chen = plan(), person("chen")
    gone = {"state": "retired", "reason": "拆除"}
    states = "/v1/facilities/assets/HY-002/states"
    assert chen.call(chen.api.handler, "POST", states, gone, sub="chen", If_Match=1)[0] == 201
    walk = {"title": "坞城消火栓", "row": "PA1-hydrants", "route": ["HY-001", "HY-002"]}
    last = {**walk, "ended": True}
    assert person("wang").put(f"plans/{made['id']}", last, 1)[0] == 403
    assert chen.put(f"plans/{made['id']}", last, 1)[1]["ended"] is True
    assert chen.put(f"plans/{made['id']}", last, 2)[1]["code"] == "plan-over"
    patrol = person("wang").post("patrols", {"plan_id": made["id"]})[1]
    for asset in ("HY-001", "HY-002"):
        look(patrol, asset)
    end(patrol)
    advance(HERE, 31 * DAY)
    sweep()
    assert said("PatrolOverdue") == []
    assert chen.get("plans", community=HERE)[1]["items"] == []


def test_a_plan_whose_row_is_over_can_be_ended(plan, person, monkeypatch):
    from functions.facilities.patrols import plans_api

    made = plan()
    walk = {key: made[key] for key in ("title", "row", "route")}
    monkeypatch.setattr(plans_api, "ROWS", {})
    status, refused = person("chen").put(f"plans/{made['id']}", walk, 1)
    assert (status, refused["code"]) == (422, "no-such-round")
    assert person("chen").put(f"plans/{made['id']}", {**walk, "ended": True}, 1)[0] == 200


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"route": ["HY-001", "HY-404"]}, "no-such-asset"),
        ({"route": ["MH-001"]}, "of-another-kind"),
        ({"row": "PA1-none"}, "no-such-round"),
        ({"grid": "140105001002001"}, "grid-elsewhere"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(plan, changes, code):
    assert plan(status=422, **changes)["code"] == code


def test_what_is_walked_past_is_in_words_and_not_verified(person):
    rounds = person("wang").get("rounds", community=HERE)[1]["items"]
    assert {(one["kind"], one["value"], one["unit"]) for one in rounds} == {
        ("manhole", 7, "d"),
        ("hydrant", 30, "d"),
        ("street_light", 7, "d"),
        ("fire_lane", 1, "d"),
        ("exit_door", 1, "d"),
        ("gas_room", 7, "d"),
        ("water_tank", 6, "month"),
    }
    assert not any(one["verified"] for one in rounds)
    assert all(item["zh"] != f"check-{item['id']}" for one in rounds for item in one["items"])
