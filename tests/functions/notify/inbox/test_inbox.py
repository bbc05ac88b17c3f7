"""A person's own notices and wishes, by HTTP."""

from datetime import UTC, datetime

import pytest

from tests.functions.notify.conftest import FRANK, PLACE, wish

NOTICES = "/v1/notify/notices"


@pytest.fixture
def get(call):
    from functions.notify import api

    def get(path=NOTICES, *, sub="li", claims=None, **query):
        return call(api.handler, "GET", path, sub=sub, query=query, claims=claims)

    return get


@pytest.fixture
def post(call):
    from functions.notify import api

    return lambda path, body, sub="li": call(
        api.handler, "POST", f"{NOTICES}/{path}", body, sub=sub
    )


@pytest.fixture
def put(call):
    from functions.notify import api

    def put(wishes, version, sub="li", claims=None):
        path = "/v1/notify/preferences"
        return call(api.handler, "PUT", path, wishes, sub=sub, If_Match=version, claims=claims)

    return put


def ids(answer):
    return [one["id"] for one in answer[1]["items"]]


def test_the_latest_first_in_both_languages_and_the_one_preferred(li, ask, get):
    first, second = ask(cause="1"), ask(cause="2")
    status, inbox = get()
    assert (status, [one["id"] for one in inbox["items"]]) == (200, [second, first])
    told = inbox["items"][0]
    assert told["text"] == told["zh"] == "工单 20260601-0001(P1):MH-001 的 倾角 异常,请确认接单"
    assert told["en"].startswith("Work order 20260601-0001 (P1): tilt of MH-001")
    wish("li", **FRANK, language="en")
    assert get()[1]["items"][0]["text"] == told["en"]


def test_nobody_sees_how_he_is_told(li, ask, get):
    ask()
    [told] = get()[1]["items"]
    assert not {"variables", "steps", "attempts", "asked_by", "escalate", "flying"} & set(told)


def test_the_unread_and_the_others(li, ask, get, post):
    first, second = ask(cause="1"), ask(cause="2")
    assert post(f"{first}/receipts", {"kind": "read"})[0] == 201
    assert post(f"{second}/receipts", {"kind": "delivered"})[0] == 201
    assert ids(get(unread="true")) == [second]
    assert ids(get(unread="false")) == ids(get()) == [second, first]


def test_page_by_page(li, ask, get):
    asked = [ask(cause=str(number), urgency="P4") for number in range(53)]
    page = get()
    assert len(ids(page)) == 50
    rest = get(after=page[1]["next"])
    assert ids(page) + ids(rest) == asked[::-1]
    assert rest[1]["next"] is None


def test_a_receipt_counts_once_and_stops_what_was_to_come(
    li, ask, post, advance, sweep, said, channels
):
    notice_id = ask()
    for kind in ("read", "delivered", "read"):
        status, told = post(f"{notice_id}/receipts", {"kind": kind})
        assert (status, bool(told["read_at"]), bool(told["delivered_at"])) == (201, True, True)
    advance(PLACE, 3_600)
    sweep()
    assert channels() == ["sms"]
    [read] = said("NoticeRead")
    assert (read["notice_id"], read["asked_by"], read["channel"]) == (
        notice_id,
        "incidents",
        "inbox",
    )
    assert said("NoticeDelivered") == said("NoticeUnheard") == []


def test_received(li, ask, post, said):
    notice_id = ask()
    for _ in range(2):
        status, told = post(f"{notice_id}/answers", {"answer": "received"})
        assert (status, bool(told["answered_at"]), bool(told["read_at"])) == (201, True, True)
    assert len(said("NoticeAnswered")) == 1
    assert said("NoticeRead") == []


@pytest.mark.parametrize("act", ["receipts", "answers"])
def test_what_is_somebody_else_s_does_not_exist(li, ask, post, member, said, act):
    notice_id = ask()
    member("wang", "city_operator", "140100000000")
    body = {"kind": "read"} if act == "receipts" else {"answer": "received"}
    assert post(f"{notice_id}/{act}", body, sub="wang")[0] == 404
    assert said("NoticeRead") == said("NoticeAnswered") == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("receipts", {"kind": "seen"}),
        ("receipts", {}),
        ("receipts", {"kind": "read", "read_at": "2026-01-01T00:00:00Z"}),
        ("answers", {"answer": "no"}),
    ],
)
def test_odd_receipts_are_refused(li, ask, post, path, body):
    assert post(f"{ask()}/{path}", body)[0] == 422


def test_whoever_has_wished_nothing_has_the_city_s_hours(member, get):
    member("gao", "resident", PLACE)
    status, wishes = get("/v1/notify/preferences", sub="gao")
    assert status == 200
    assert wishes == {
        "version": None,
        "person": "gao",
        "language": "zh",
        "quiet": {"from": "22:00:00", "until": "07:00:00"},
        "channels": ["sms", "voice"],
        "large_voice": False,
    }


def test_wishes_are_written_over_the_version_one_saw(member, get, put):
    member("gao", "resident", PLACE)
    wishes = {
        "language": "en",
        "quiet": {"from": "21:30", "until": "08:00"},
        "channels": ["sms"],
        "large_voice": True,
    }
    assert put(wishes, 0, sub="gao")[0] == 200
    status, kept = get("/v1/notify/preferences", sub="gao")
    assert (kept["version"], kept["quiet"]) == (1, {"from": "21:30:00", "until": "08:00:00"})
    status, refused = put(wishes | {"quiet": None}, 0, sub="gao")
    assert (status, refused["current"]["version"]) == (412, 1)
    assert put(wishes | {"quiet": None}, 1, sub="gao")[1]["quiet"] is None


@pytest.mark.parametrize(
    "change",
    [
        {"language": "fr"},
        {"quiet": {"from": "25:00", "until": "07:00"}},
        {"quiet": {"from": "22:00+08:00", "until": "07:00"}},
        {"quiet": {"from": "22:00"}},
        {"channels": ["pigeon"]},
        {"channels": ["inbox"]},
        {"channels": ["sms"] * 9},
        {"person": "wang"},
    ],
)
def test_odd_wishes_are_refused(member, put, change):
    member("gao", "resident", PLACE)
    assert put({"quiet": None} | change, 0, sub="gao")[0] == 422


def test_operators_see_why_something_was_not_told_and_not_what(hear, get):
    hear(template="incidents.retired")
    status, quarantine = get("/v1/notify/quarantine", sub="founder")
    assert (status, [one["why"] for one in quarantine["items"]]) == (200, ["template-unknown"])
    assert "text" not in quarantine["items"][0]


def test_a_grid_worker_does_not(li, get):
    assert get("/v1/notify/quarantine")[0] in (403, 404)


def test_an_inbox_outlives_its_templates(li, ask, get, monkeypatch):
    from functions.notify import templates

    ask()
    monkeypatch.setattr(templates, "known", dict)
    assert get()[1]["items"][0]["zh"].startswith("工单")


def test_the_time_of_a_notice_is_that_of_the_fact(li, ask, get):
    before = datetime.now(UTC)
    ask()
    [told] = get()[1]["items"]
    assert before <= datetime.fromisoformat(told["at"]) <= datetime.now(UTC)


def test_a_card_changes_no_wishes(member, put):
    """Its finder would keep the owner from being told long after it is void."""
    member("gao", "resident", PLACE)
    status, problem = put({"quiet": None}, 0, sub="gao", claims={"amr": "[card]"})
    assert (status, problem["code"]) == (403, "not-by-card")
