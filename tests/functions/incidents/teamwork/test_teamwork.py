"""Passed on, helped, commented; and a shift that is handed over with what is open."""

import pytest

from tests.functions.incidents.conftest import PLACE

WHY = {"reason": "called away"}


@pytest.fixture
def dispatched(duty, hear, machine):
    """Incidents that li was told of."""

    def make(count=1):
        from functions.incidents.handling import sensing

        ids = []
        for number in range(count):
            hear("HazardFound", hazard_id=f"h{number}", asset_id=f"MH-{number:03}")
            ids.append(sensing.incident_of(f"h{number}"))
            machine(ids[-1], "raised")
        return ids

    return make


@pytest.fixture
def people(person):
    return {name: person(name) for name in ("li", "wang", "zhao", "sun", "gao", "far")}


def code(answer):
    return answer[0], answer[1].get("code")


def test_an_assignee_passes_it_on_and_the_other_acknowledges(dispatched, people, machine, states):
    [one] = dispatched()
    status, fact = people["li"].post(f"{one}/reassignments", {"to": "wang", **WHY})
    assert (status, fact["kind"], fact["assignee"], fact["note"]) == (
        201, "reassigned", "wang", "called away",
    )  # fmt: skip
    assert code(people["li"].post(f"{one}/acknowledgements", {"level": 1}))[0] == 409
    assert people["wang"].post(f"{one}/acknowledgements", {"level": 2})[0] == 201
    assert states.answered[-1][1] == "acknowledged"


def test_what_somebody_took_and_passes_on_waits_to_be_acknowledged_again(
    dispatched, people, machine, states
):
    [one] = dispatched()
    people["li"].post(f"{one}/acknowledgements", {"level": 1})
    machine(one, "acknowledged")
    assert people["zhao"].post(f"{one}/reassignments", {"to": "wang", **WHY})[0] == 201
    assert states.answered[-1][1] == "dispatched"
    machine(one, "dispatched")
    shown = people["wang"].get(f"/{one}")[1]
    assert (shown["stage"], shown["assignee"], shown["level"]) == ("dispatched", "wang", 2)
    assert shown["post"] is None  # li was told as a grid worker, and wang by name


def test_one_that_was_passed_on_and_not_taken_goes_on_in_the_chain(
    dispatched, people, machine, sweep, advance
):
    [one] = dispatched()
    people["zhao"].post(f"{one}/reassignments", {"to": "sun", **WHY})
    advance(PLACE, 6 * 60)
    assert sweep()["failed"] == 0
    machine(one, "late")
    assert people["zhao"].get(f"/{one}")[1]["assignee"] == "wang"  # the second of the chain


def test_a_reassignment_sent_again_is_answered_as_at_first_though_it_is_another_s_now(
    dispatched, people, monkeypatch
):
    from linli import members

    [one] = dispatched()
    path, given = f"{one}/reassignments", {"to": "wang", **WHY}
    first = people["li"].post(path, given, key="key-0000001")
    assert first[0] == 201
    assert people["li"].post(path, given, key="key-0000001") == first
    assert code(people["li"].post(path, given)) == (403, "forbidden")
    assert code(people["wang"].post(path, given, key="key-0000001")) == (409, "already-assigned")
    monkeypatch.setattr(members, "covering", lambda sub, place: ())  # he left the staff
    assert code(people["li"].post(path, given, key="key-0000001")) == (404, "not-found")


@pytest.mark.parametrize(
    ("by", "to", "answer"),
    [
        ("wang", "zhao", (403, "forbidden")),  # a grid worker whose it is not
        ("li", "gao", (422, "not-on-the-staff")),  # a resident
        ("li", "far", (422, "not-on-the-staff")),  # of another community
        ("li", "nobody", (422, "not-on-the-staff")),
        ("zhao", "li", (409, "already-assigned")),
    ],
)
def test_it_goes_to_who_may_act_there_by_who_may_say_so(dispatched, people, by, to, answer):
    [one] = dispatched()
    assert code(people[by].post(f"{one}/reassignments", {"to": to, **WHY})) == answer


def test_help_is_asked_of_somebody_or_of_the_operator(dispatched, people, asks):
    [one] = dispatched()
    people["li"].post(f"{one}/helps", {"person": "wang", "reason": "the cover is heavy"})
    people["li"].post(f"{one}/helps", {"reason": "a crane"})
    assert [ask["template"] for ask in asks("wang")] == ["incidents.help"]
    assert [ask["template"] for ask in asks("ops")] == ["incidents.help"]
    shown = people["zhao"].get(f"/{one}")[1]
    assert (shown["team"], shown["assignee"]) == (["wang"], "li")
    assert "crane" not in str(asks("ops"))


def test_a_comment_is_a_fact_once_and_changes_nothing_else(dispatched, people):
    [one] = dispatched()
    before = people["zhao"].get(f"/{one}")[1]
    said = [people["zhao"].post(f"{one}/comments", {"text": "seen"}, key="12345678") for _ in "12"]
    assert said[0] == said[1]
    after = people["zhao"].get(f"/{one}")[1]
    assert [e["note"] for e in after["timeline"] if e["kind"] == "commented"] == ["seen"]
    assert (after["stage"], after["deadline"]) == (before["stage"], before["deadline"])


def test_a_shift_with_twelve_open_goes_to_who_accepts_it(dispatched, people, machine, asks):
    ids = dispatched(12)
    for one in ids[:5]:
        assert people["li"].post(f"{one}/acknowledgements", {"level": 1})[0] == 201
    status, relief = people["li"].post("reliefs", {"community": PLACE, "to": "wang", "note": "n"})
    assert (status, len(relief["incidents"]), relief["stage"]) == (201, 12, "offered")
    assert people["zhao"].get(f"/{ids[0]}")[1]["assignee"] == "li"
    path = f"reliefs/{relief['id']}/acceptances"
    assert code(people["zhao"].post(path)) == (409, "not-for-you")
    for _ in range(2):
        status, taken = people["wang"].post(path)
        assert (status, taken["stage"], sorted(taken["taken"])) == (201, "accepted", sorted(ids))
    shown = [people["zhao"].get(f"/{one}")[1] for one in ids]
    assert {one["assignee"] for one in shown} == {"wang"}
    assert [one["stage"] for one in shown] == ["acknowledged"] * 5 + ["dispatched"] * 7
    kinds = [entry["kind"] for one in shown for entry in one["timeline"]]
    assert kinds.count("relieved") == 12
    assert people["wang"].post(f"{ids[-1]}/acknowledgements", {"level": 1})[0] == 201
    assert [ask["template"] for ask in asks("wang")].count("incidents.relief") == 1


def test_what_he_has_handled_is_not_of_the_shift(dispatched, people, photo):
    first, second = dispatched(2)
    assert people["li"].post(f"{first}/acknowledgements", {"level": 1})[0] == 201
    work = {"note": "put back", "evidence": [photo("li", first)]}
    assert people["li"].post(f"{first}/handlings", work)[0] == 201
    assert people["li"].get("/shift", community=PLACE)[1]["open"] == 1
    relief = people["li"].post("reliefs", {"community": PLACE, "to": "wang"})[1]
    assert relief["incidents"] == [second]


def test_what_is_no_longer_his_stays_where_it_is(dispatched, people):
    first, second = dispatched(2)
    relief = people["li"].post("reliefs", {"community": PLACE, "to": "wang"})[1]
    people["zhao"].post(f"{first}/reassignments", {"to": "sun", **WHY})
    taken = people["wang"].post(f"reliefs/{relief['id']}/acceptances")[1]
    assert taken["taken"] == [second]
    assert people["zhao"].get(f"/{first}")[1]["assignee"] == "sun"


def test_a_relief_that_dies_on_the_way_goes_on_where_it_was(dispatched, people, monkeypatch):
    from functions.incidents.handling import acts

    ids, change = dispatched(3), acts.change
    relief = people["li"].post("reliefs", {"community": PLACE, "to": "wang"})[1]
    path = f"reliefs/{relief['id']}/acceptances"

    def dies(incident_id, decide):
        if incident_id == relief["incidents"][1]:
            raise RuntimeError
        change(incident_id, decide)

    with monkeypatch.context() as patch:
        patch.setattr(acts, "change", dies)
        assert people["wang"].post(path)[0] == 500
    assert sorted(people["wang"].post(path)[1]["taken"]) == sorted(ids)
    kinds = [e["kind"] for one in ids for e in people["zhao"].get(f"/{one}")[1]["timeline"]]
    assert kinds.count("relieved") == 3


def test_an_offer_is_withdrawn_by_who_made_it_until_it_is_accepted(dispatched, people):
    dispatched()
    relief = people["li"].post("reliefs", {"community": PLACE, "to": "wang"})[1]
    path = f"reliefs/{relief['id']}"
    assert code(people["wang"].post(f"{path}/withdrawals")) == (409, "not-yours")
    assert people["li"].post(f"{path}/withdrawals")[1]["stage"] == "withdrawn"
    assert code(people["wang"].post(f"{path}/acceptances")) == (409, "wrong-stage")
    listed = people["zhao"].get("/reliefs", community=PLACE)[1]["items"]
    assert [one["stage"] for one in listed] == ["withdrawn"]


def test_what_stays_for_ever_names_no_telephone(dispatched, people):
    [one] = dispatched()
    said = {"text": "call 17000000001"}
    assert people["zhao"].post(f"{one}/comments", said)[0] == 422
    assert people["zhao"].get(f"/{one}")[1]["timeline"][-1]["kind"] != "commented"


def test_an_incident_that_is_much_talked_of_stays_small(dispatched, people):
    from functions.incidents import store
    from linli.request import KEPT

    [one] = dispatched()
    for number in range(KEPT + 5):
        assert people["zhao"].post(f"{one}/comments", {"text": f"seen {number}"})[0] == 201
    assert len(store.incident(one).acts) == KEPT


def test_who_begins_a_shift_sees_the_note_that_was_left_for_him(dispatched, people):
    dispatched(2)
    nothing = people["wang"].get("/shift", community=PLACE)[1]
    assert (nothing["relief"], nothing["note"], nothing["open"]) == (None, "", 0)
    offer = {"community": PLACE, "to": "wang", "note": "3号楼井盖已围挡,夜里再看一次"}
    relief = people["li"].post("reliefs", offer)[1]
    people["li"].post("reliefs", offer | {"to": "zhao", "note": "for another"})
    begun = people["wang"].get("/shift", community=PLACE)[1]
    assert (begun["relief"]["id"], begun["note"]) == (relief["id"], offer["note"])
    people["wang"].post(f"reliefs/{relief['id']}/acceptances")
    begun = people["wang"].get("/shift", community=PLACE)[1]
    assert (begun["relief"]["stage"], begun["open"]) == ("accepted", 2)
    newer = people["li"].post("reliefs", offer | {"note": "taken back"})[1]
    people["li"].post(f"reliefs/{newer['id']}/withdrawals")
    assert people["wang"].get("/shift", community=PLACE)[1]["note"] == offer["note"]
    assert people["far"].get("/shift", community=PLACE)[0] == 404


def test_a_list_of_reliefs_says_who_is_who(dispatched, people, accounts):
    dispatched()
    accounts.staff = {"li": "李强", "wang": "王芳"}
    people["li"].post("reliefs", {"community": PLACE, "to": "wang"})
    assert people["zhao"].get("/reliefs", community=PLACE)[1]["names"] == accounts.staff
