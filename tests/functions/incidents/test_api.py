"""Who may do what to an incident, what is refused, and that a repeat changes nothing."""

import pytest

from tests import outside
from tests.functions.incidents import working

PLACE = "140105001001"


@pytest.fixture
def one(duty, hear, machine):
    """An incident that li was told of."""
    return working.found(hear, machine)


@pytest.fixture
def taken(one, person):
    """… and acknowledged."""
    working.take(person, one)
    return one


def code(answer):
    return answer[0], answer[1].get("code")


def test_to_people_of_another_community_it_is_as_absent(one, person):
    absent = person("far").get(f"/{'0' * 26}")
    assert absent[0] == 404
    assert person("far").get(f"/{one}") == absent
    assert person("far").post(f"{one}/acknowledgements", {"level": 1}) == absent
    assert person("far").get("", community=PLACE) == absent
    assert person("far").get("/feed", community=PLACE) == absent
    assert person("nobody").get(f"/{one}") == absent


def test_a_worker_of_the_grid_takes_what_happened_there_and_sees_no_more(one, person, member):
    member("qian", "grid_worker", PLACE + "001")
    member("far", "grid_worker", PLACE + "002")
    assert person("qian").get(f"/{one}")[0] == 200
    assert code(person("qian").post(f"{one}/acknowledgements", {"level": 1}))[0] == 409
    assert person("far").get(f"/{one}")[0] == 404
    assert person("qian").get("", community=PLACE)[0] == 404


def test_a_resident_of_the_community_is_refused(one, person):
    assert code(person("gao").get(f"/{one}")) == (403, "forbidden")


def test_only_the_assignee_works_on_it(taken, person, photo):
    offer, work = {"content_type": "image/png"}, {"note": "mine now", "evidence": []}
    for other in ("wang", "zhao", "sun", "ops"):
        assert code(person(other).post(f"{taken}/evidence", offer)) == (403, "forbidden")
        assert code(person(other).post(f"{taken}/handlings", work)) == (403, "forbidden")
    kept = photo("li", taken)
    other = person("wang").post(f"{taken}/evidence/{kept}/confirmations")
    assert code(other) == (403, "forbidden")


def test_who_verifies_closes_and_reopens(taken, person, photo, hear):
    hear("HazardCleared")
    person("li").post(f"{taken}/handlings", {"note": "put back", "evidence": [photo("li", taken)]})
    for other in ("sun", "ops"):
        refused = person(other).post(f"{taken}/verifications", {"note": "seen"})
        assert code(refused) == (403, "forbidden")
    own = person("li").post(f"{taken}/verifications", {"note": "seen"})
    assert code(own) == (403, "own-work")
    assert person("zhao").post(f"{taken}/verifications", {"note": "seen"})[0] == 201
    closing = {"lesson": "weld the hinge"}
    assert code(person("wang").post(f"{taken}/closures", closing)) == (403, "forbidden")
    assert person("ops").post(f"{taken}/closures", closing)[0] == 201
    reopened = person("zhao").post(f"{taken}/reopenings", {"reason": "it tilts"})
    assert (reopened[0], reopened[1]["stage"]) == (201, "reopened")


def test_a_sensor_that_is_still_abnormal_refuses_the_verification(taken, person, photo):
    person("li").post(f"{taken}/handlings", {"note": "put back", "evidence": [photo("li", taken)]})
    refused = person("zhao").post(f"{taken}/verifications", {"note": "seen"})
    assert code(refused) == (409, "sensor-abnormal")
    assert refused[1]["title"] == "传感器读数尚未恢复正常"


def test_a_reopened_incident_goes_through_the_chain_again(
    taken, person, photo, hear, machine, states
):
    person("li").post(f"{taken}/handlings", {"note": "put back", "evidence": [photo("li", taken)]})
    machine(taken, "handled")
    assert person("zhao").post(f"{taken}/reopenings", {"reason": "not level"})[0] == 201
    assert states.answered[-1][1] == "reopened"
    assert machine(taken, "reopened") == "dispatched"
    detail = person("zhao").get(f"/{taken}")[1]
    assert (detail["level"], detail["assignee"], detail["handler"]) == (2, "li", None)
    late = person("li").post(f"{taken}/acknowledgements", {"level": 1})
    assert code(late) == (409, "already-late")
    assert person("li").post(f"{taken}/acknowledgements", {"level": 2})[0] == 201
    [old] = detail["evidence"]
    assert old["offered_at"] < detail["reopened_at"]
    refused = person("li").post(f"{taken}/handlings", {"note": "again", "evidence": [old["id"]]})
    assert code(refused) == (409, "no-evidence")


def test_an_incident_whose_assignee_fell_ill_goes_to_somebody_else(
    taken, person, machine, states, duty
):
    from functions.incidents.duty import store
    from functions.incidents.duty.model import Roster

    machine(taken, "acknowledged")
    why = {"reason": "li fell ill"}
    for other in ("li", "wang", "sun"):
        assert code(person(other).post(f"{taken}/reopenings", why)) == (403, "forbidden")
    assert person("zhao").post(f"{taken}/reopenings", why)[0] == 201
    assert states.answered[-1][1] == "reopened"
    store.put(Roster(place=PLACE + "001", post="grid_worker", shifts=()), 1)
    machine(taken, "reopened")
    detail = person("zhao").get(f"/{taken}")[1]
    assert (detail["stage"], detail["assignee"], detail["level"]) == ("dispatched", "wang", 3)
    kinds = [(fact["kind"], fact["note"]) for fact in detail["timeline"]][-3:]
    sent_back = [("reopened", "li fell ill"), ("dispatched", "vacant: grid_worker")]
    assert kinds == [("acknowledged", ""), *sent_back]


def test_a_closed_incident_that_is_reopened_gets_a_machine_of_its_own(
    taken, person, photo, hear, machine, states
):
    hear("HazardCleared")
    person("li").post(f"{taken}/handlings", {"note": "put back", "evidence": [photo("li", taken)]})
    person("wang").post(f"{taken}/verifications", {"note": "seen"})
    person("zhao").post(f"{taken}/closures", {"lesson": "weld it"})
    hear("HazardWorsened")
    assert states.started[-1] == f"{taken}-2"
    assert machine(taken, "reopened", generation=2) == "dispatched"
    [again] = person("zhao").get("", community=PLACE)[1]["items"]
    assert (again["id"], again["stage"], again["lesson"]) == (taken, "dispatched", None)


def test_the_same_request_again_gets_the_same_fact(one, person, photo):
    first = person("li").post(f"{one}/acknowledgements", {"level": 1}, key="key-0000001")
    assert person("li").post(f"{one}/acknowledgements", {"level": 1}, key="key-0000001") == first
    again = person("li").post(f"{one}/acknowledgements", {"level": 1}, key="key-0000002")
    assert code(again) == (409, "already-late")
    work = {"note": "put back", "evidence": [photo("li", one)]}
    done = person("li").post(f"{one}/handlings", work, key="key-0000003")
    assert person("li").post(f"{one}/handlings", work, key="key-0000003") == done
    other = person("li").post(f"{one}/handlings", work | {"note": "other"}, key="key-0000003")
    assert code(other) == (422, "idempotency-key-reused")
    kinds = [fact["kind"] for fact in person("zhao").get(f"/{one}")[1]["timeline"]]
    assert kinds == ["raised", "judged", "dispatched", "acknowledged", "handled"]


def test_evidence_is_offered_and_confirmed_once(taken, person, upload):
    def offer(key):
        return person("li").post(f"{taken}/evidence", {"content_type": "image/png"}, key=key)[1]

    first, again, other = offer("key-0000001"), offer("key-0000001"), offer("key-0000002")
    assert first["id"] == again["id"] != other["id"]
    path = f"{taken}/evidence/{first['id']}/confirmations"
    assert code(person("li").post(path)) == (422, "nothing-sent")
    for bad in (b"<svg onload='x()'/>", outside.huge()):
        upload(first, sent=bad)
        assert code(person("li").post(path)) == (422, "not-a-photo")
    upload(first)
    kept = person("li").post(path)[1]
    upload(first, "blue")
    assert person("li").post(path)[1]["sha256"] == kept["sha256"]
    assert len(kept["sha256"]) == 64
    shown = person("zhao").get(f"/{taken}")[1]["evidence"]
    assert [photo["id"] for photo in shown] == [first["id"]]


def test_evidence_that_was_not_confirmed_expires(taken, person, upload, row, monkeypatch):
    from datetime import timedelta

    from functions.incidents.handling import api

    monkeypatch.setattr(api, "OFFERED", timedelta(seconds=-1))
    offered = person("li").post(f"{taken}/evidence", {"content_type": "image/png"})[1]
    upload(offered)
    path = f"{taken}/evidence/{offered['id']}/confirmations"
    assert code(person("li").post(path)) == (404, "not-found")
    [kept] = row.query(f"incident#{taken}", row.sk.startswith("evidence#"))
    assert kept.expires is not None
    refused = person("li").post(f"{taken}/handlings", {"note": "x y", "evidence": [offered["id"]]})
    assert code(refused) == (409, "no-evidence")


def test_open_incidents_are_listed_by_priority_then_time_page_by_page(hear, person, monkeypatch):
    from linli import store

    for number, priority in enumerate(("P3", "P1", "P2", "P1")):
        own = {"asset_id": f"MH-{number:03}", "hazard_id": f"{number:026}"}
        hear("HazardFound", priority=priority, **own)
    monkeypatch.setattr(
        store.listing, "__kwdefaults__", store.listing.__kwdefaults__ | {"limit": 3}
    )
    first = person("zhao").get("", community=PLACE)[1]
    rest = person("zhao").get("", community=PLACE, after=first["next"])[1]
    hazards = [(one["priority"], int(one["hazard_id"])) for one in first["items"] + rest["items"]]
    assert hazards == [("P1", 1), ("P1", 3), ("P2", 2), ("P3", 0)]
    assert rest["next"] is None


def test_what_is_wrong_is_pointed_at_and_not_repeated(one, person):
    status, problem = person("li").post(f"{one}/acknowledgements", {"level": "secret"})
    assert (status, problem["code"]) == (422, "invalid")
    assert "secret" not in str(problem)
    assert person("li").get("/not-an-id")[0] == 422
    assert person("li").get("", community="everywhere")[0] == 422
