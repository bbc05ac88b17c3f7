"""What people do about a case: dissuade first, then report."""

from datetime import datetime, timedelta, timezone

import pytest

CHINA = timezone(timedelta(hours=8))
NIGHT = datetime(2026, 11, 23, 22, tzinfo=CHINA)
HERE = "140105001001"
SPOKEN = {"party": "residents_committee", "note": "已上门劝阻,承诺关小音响"}
SPOKEN |= {"at": (NIGHT + timedelta(minutes=40)).isoformat()}
REPORT = {"department": "公安派出所", "note": "劝阻无效"}


@pytest.fixture
def case(register, passes, people, ask):
    register("NS-1", "noise")
    passes("NS-1", NIGHT, {"leq_db": 52})
    [case] = ask("GET", "cases", sub="grid_worker", query={"community": HERE})[1]["items"]
    return f"cases/{case['id']}"


def act(ask, path, body, sub, key="k-0000001"):
    return ask("POST", path, body, sub=sub, idempotency_key=key)


def test_nobody_reports_noise_before_it_was_dissuaded(case, ask, told):
    status, said = act(ask, f"{case}/reports", REPORT, "community_worker")
    assert (status, said["code"], said["needed"]) == (409, "dissuade-first", 1)
    for _ in range(2):
        status, shown = act(ask, f"{case}/dissuasions", SPOKEN, "property_manager")
        assert (status, len(shown["dissuasions"])) == (201, 1)
    assert shown["dissuasions"][0]["by"] == "property_manager"
    for _ in range(2):
        status, shown = act(ask, f"{case}/reports", REPORT, "community_worker", "k-0000002")
        assert (status, shown["reported"]["department"]) == (201, "公安派出所")
    [fact] = [fact for name, fact in told() if name == "CaseReported"]
    assert (fact["dissuasions"], fact["kind"]) == (1, "noise")
    status, said = act(ask, f"{case}/reports", REPORT, "community_worker", "k-0000003")
    assert (status, said["code"]) == (409, "reported-already")


def test_what_was_withdrawn_is_not_reported(case, ask, measure, sweep):
    act(ask, f"{case}/dissuasions", SPOKEN, "property_manager")
    for seconds in range(10, 20, 2):  # as well, and told only now
        measure("NS-1", NIGHT + timedelta(seconds=seconds), {"leq_db": 0})
    sweep()
    assert ask("GET", case, sub="official")[1]["withdrawn_at"]
    status, said = act(ask, f"{case}/reports", REPORT, "community_worker", "k-0000002")
    assert (status, said["code"]) == (409, "case-withdrawn")
    measure("NS-1", NIGHT + timedelta(seconds=20), {"leq_db": 60})  # it was exceeded after all
    sweep()
    assert act(ask, f"{case}/reports", REPORT, "community_worker", "k-0000003")[0] == 201


def test_a_case_says_who_acted(case, ask, called):
    act(ask, f"{case}/dissuasions", SPOKEN, "property_manager")
    act(ask, f"{case}/reports", REPORT, "community_worker", "k-0000002")
    known = {one: one.upper() for one in ("property_manager", "community_worker")}
    assert ask("GET", case, sub="official")[1]["names"] == known
    assert [given["place"] for _, given in called] == [HERE]


def test_a_key_that_was_used_for_something_else_is_refused(case, ask):
    act(ask, f"{case}/dissuasions", SPOKEN, "grid_worker")
    status, said = act(ask, f"{case}/dissuasions", {**SPOKEN, "note": "再次劝阻"}, "grid_worker")
    assert (status, said["errors"][0]["code"]) == (422, "idempotency-key-reused")


@pytest.mark.parametrize("hours", [-30, 2])
def test_nobody_has_dissuaded_long_before_or_after_now(case, ask, hours):
    at = (NIGHT + timedelta(hours=hours)).isoformat()
    status, said = act(ask, f"{case}/dissuasions", {**SPOKEN, "at": at}, "grid_worker")
    assert (status, said["errors"][0]["code"]) == (422, "not-then")


def test_people_of_another_community_find_no_case(case, ask):
    for sub in ("far_official", "far_community_worker", "resident"):
        status = ask("GET", case, sub=sub)[0]
        assert status == (403 if sub == "resident" else 404)


def test_a_laboratory_says_nothing_of_noise(case, ask):
    said = {"outcome": "safe", "laboratory": "x", "sample": "x", "sampled_at": SPOKEN["at"]}
    status, answer = act(ask, f"{case}/results", said, "official")
    assert (status, answer["code"]) == (409, "not-of-this-kind")


def test_a_case_is_reported_by_the_row_of_when_it_began(case, ask, succeed, register, passes):
    from functions.environment.known import NUMBERS

    tomorrow = NIGHT + timedelta(days=1)
    succeed(NUMBERS["dissuasions"], tomorrow.date(), value=2)
    register("NS-2", "noise")
    passes("NS-2", tomorrow, {"leq_db": 52})
    cases = ask("GET", "cases", sub="grid_worker", query={"community": HERE})[1]["items"]
    [later] = [f"cases/{one['id']}" for one in cases if one["station_id"] == "NS-2"]
    for path, needed in ((case, 1), (later, 2)):
        status, said = act(ask, f"{path}/reports", REPORT, "community_worker", f"k-{needed:07}")
        assert (status, said["code"], said["needed"]) == (409, "dissuade-first", needed)
