"""A message to many by its routes: who may, what is seen before it starts, and what people do."""

import pytest

from .conftest import ASKED, PLACE, TEXTS


def test_before_anything_is_sent_it_is_seen_how_many_it_would_reach(
    register, gateway, zhao, machine, states
):
    register.add(230).add(20, phone=False)
    status, bulk = zhao.post("bulks", ASKED)
    assert (status, bulk["stage"], bulk["preview"]) == (
        201,
        "draft",
        {"recipients": 250, "with_phone": 230, "complete": True, "segments": 1},
    )
    assert states.started == []
    assert gateway.calls == 0


def test_the_same_request_again_is_the_same_draft(register, gateway, zhao):
    register.add(3)
    first = zhao.post("bulks", ASKED, key="key-0000001")[1]
    assert zhao.post("bulks", ASKED, key="key-0000001")[1]["id"] == first["id"]
    status, problem = zhao.post("bulks", ASKED | {"urgency": "P4"}, key="key-0000001")
    assert (status, problem["code"]) == (422, "idempotency-key-reused")
    assert [one["id"] for one in zhao.get(place=PLACE)[1]["items"]] == [first["id"]]


def test_residents_and_people_of_elsewhere_may_not(register, gateway, resident, call, member):
    from .conftest import Person

    assert resident.post("bulks", ASKED)[0] == 403
    elsewhere = Person(call, member("far", "community_worker", "140105001002"))
    assert elsewhere.post("bulks", ASKED)[0] == 404
    assert elsewhere.get(place=PLACE)[0] == 404


def test_who_may_not_see_it_cannot_move_it(register, gateway, drafted, resident):
    bulk = drafted()["id"]
    for act in ("resumptions", "pauses", "cancellations"):
        assert resident.post(f"bulks/{bulk}/{act}")[0] == 403
    assert resident.get(f"bulks/{bulk}")[0] == 403
    assert resident.get("bulks/" + "0" * 26)[0] == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"texts": None},
        {"template": "incidents.overdue"},
        {"texts": {"zh": "请致电 17000000001", "en": "call 17000000001"}},
        {"texts": {"zh": "请致电+8617000000001", "en": "xx"}},
        {"texts": {"zh": "致电170-0000-0001咨询", "en": "tel"}},
        {"texts": {"zh": "电话", "en": "tel17000000001"}},
        {"texts": {"zh": "身份证 11010119000101001X", "en": "xx"}},
        {"expires_in": 0},
        {"channel": "robot"},
        {"role": "king"},
        {"stage": "sending"},
    ],
    ids=lambda wrong: str(wrong)[:30],
)
def test_what_does_not_make_a_message_is_refused_and_not_repeated(register, gateway, zhao, wrong):
    status, problem = zhao.post("bulks", ASKED | wrong)
    assert status == 422
    assert "1700000" not in str(problem)


def test_a_template_is_filled_with_what_all_may_see(register, gateway, zhao):
    words = {"number": "20260601-0001", "priority": "P1", "subject": "MH-001"}
    asked = {**ASKED, "texts": None, "template": "incidents.overdue", "variables": words}
    status, bulk = zhao.post("bulks", asked)
    assert (status, bulk["texts"]["en"]) == (201, "Work order 20260601-0001 (P1) is overdue")
    assert zhao.post("bulks", asked | {"variables": {}})[0] == 422
    assert zhao.post("bulks", asked | {"template": "incidents.nothing"})[0] == 422
    code = {"template": "notify.code", "variables": {"code": "123456", "minutes": "5"}}
    assert zhao.post("bulks", asked | code)[1]["code"] == "code-is-no-notice"


def test_start_pause_resume_and_cancel_twice_do_no_harm(
    register, gateway, zhao, drafted, states, counts
):
    register.add(3)
    bulk = drafted(urgency="P3")["id"]

    def act(what, times=2):
        answers = [zhao.post(f"bulks/{bulk}/{what}") for _ in range(times)]
        assert {status for status, _ in answers} == {201}
        assert answers[0][1]["acts"] == answers[-1][1]["acts"]
        return answers[-1][1]

    assert act("resumptions")["stage"] == "counting"
    assert [name for name, _ in states.started] == [f"{bulk}-1"]
    paused = act("pauses")
    assert (paused["stage"], paused["paused_by"]) == ("paused", "zhao")
    assert paused["paused_at"]
    resumed = act("resumptions")
    assert (resumed["stage"], resumed["paused_at"]) == ("counting", None)
    assert act("cancellations")["stage"] == "cancelled"
    done = [one["what"] for one in zhao.get(f"bulks/{bulk}")[1]["acts"]]
    assert done == ["drafted", "started", "paused", "resumed", "cancelled"]


@pytest.mark.parametrize(
    "urgent", [{"urgency": "P1"}, {"urgency": "P3", "color": "red"}, {"color": "orange"}], ids=str
)
def test_nobody_both_drafts_and_starts_what_rings_everywhere(
    register, gateway, zhao, wu, drafted, states, urgent
):
    register.add(3)
    bulk = drafted(**urgent)["id"]
    status, problem = zhao.post(f"bulks/{bulk}/resumptions")
    assert (status, problem["code"]) == (403, "own-bulk")
    assert (zhao.get(f"bulks/{bulk}")[1]["stage"], states.started) == ("draft", [])
    assert wu.post(f"bulks/{bulk}/resumptions")[0] == 201
    zhao.post(f"bulks/{bulk}/pauses")
    assert zhao.post(f"bulks/{bulk}/resumptions")[1]["stage"] == "counting"


@pytest.mark.parametrize("calm", [{"color": "yellow"}, {"color": "blue"}, {}], ids=str)
def test_what_waits_for_the_morning_one_may_start_alone(register, gateway, zhao, drafted, calm):
    bulk = drafted(urgency="P2", **calm)["id"]
    assert zhao.post(f"bulks/{bulk}/resumptions")[0] == 201


def test_too_many_people_for_one_message_are_no_draft(register, gateway, zhao, monkeypatch):
    from functions.notify.bulk import api as bulk_api

    register.add(201)
    monkeypatch.setattr(bulk_api, "MOST_PAGES", 2)
    status, problem = zhao.post("bulks", ASKED)
    assert (status, problem["code"]) == (409, "bulk-too-large")


def test_too_many_that_were_not_counted_before_are_refused_when_they_are(
    register, gateway, zhao, wu, started, machine, counts, said, monkeypatch, resident
):
    """Else those of the last pages would be in no count, and the message be over without them."""
    from functions.notify.bulk import driving as bulk_driving

    monkeypatch.setattr(bulk_driving, "MOST", 2)
    register.add(200)
    fits = started()
    machine(fits, most=3)
    assert counts(fits) == {"recipients": 200, "accepted": 200, "in_flight": 200}
    register.add(1)
    bulk = started()
    assert machine(bulk) == "over"
    shown = zhao.get(f"bulks/{bulk}")[1]
    assert (shown["stage"], shown["why"]) == ("cancelled", "bulk-too-large")
    assert shown["ended_at"]
    assert [one["what"] for one in shown["acts"]] == ["drafted", "started", "cancelled", "ended"]
    assert len(gateway.phones) == 200
    [event] = said("BulkEnded")
    assert (event["bulk_id"], event["outcome"], event["accepted"]) == (bulk, "cancelled", 0)
    status, problem = wu.post(f"bulks/{bulk}/resumptions")
    assert (status, problem["code"]) == (409, "bulk-too-large")
    assert [one["about"] for one in resident.get("notices")[1]["items"]] == [f"bulk#{fits}"]


def test_what_is_over_stays_over_and_a_draft_is_not_paused(register, gateway, zhao, drafted):
    bulk = drafted()["id"]
    assert zhao.post(f"bulks/{bulk}/pauses")[1]["code"] == "bulk-draft"
    assert zhao.post(f"bulks/{bulk}/cancellations")[1]["stage"] == "cancelled"
    for act in ("resumptions", "pauses"):
        status, problem = zhao.post(f"bulks/{bulk}/{act}")
        assert (status, problem["code"]) == (409, "bulk-over")


def test_the_machines_token_is_in_no_answer(register, gateway, zhao, started, machine):
    register.add(1)
    bulk = started()
    zhao.post(f"bulks/{bulk}/pauses")
    assert machine(bulk) == "waiting"
    assert "token" not in str(zhao.get(f"bulks/{bulk}")[1])
    assert "token" not in str(zhao.get(place=PLACE)[1])
    assert zhao.get(f"bulks/{bulk}")[1]["texts"] == TEXTS
