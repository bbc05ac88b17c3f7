"""Two people edit at once; requests are sent twice; refusals echo nothing."""

import json
from datetime import UTC, datetime


def card(cast, **changes):
    return {"name": "井盖", "point": {"lat": 37.8, "lon": 112.5}, "address": "坞城路", **changes}


def test_the_second_of_two_editors_gets_both_versions(world, cast):
    path = f"/v1/facilities/assets/{cast.assets['other']}"
    manager = cast.people["property_manager"]
    version = world.ask("GET", path, manager).body["version"]
    seen = {"If-Match": str(version)}
    first = world.ask("PUT", path, manager, card(cast, name="甲"), seen)
    second = world.ask("PUT", path, manager, card(cast, name="乙"), seen)
    assert first.status == 200
    assert second.status == 412
    assert second.body["yours"] == version
    assert second.body["current"]["version"] == version + 1
    assert second.body["current"]["name"] == "甲"


def test_a_request_sent_twice_gets_its_first_answer(world, cast):
    path = f"/v1/facilities/assets/{cast.assets['other']}/readings"
    reading = {"at": datetime.now(UTC).isoformat(), "measures": {"tilt_degrees": 2}}
    key = {"Idempotency-Key": f"twice-{cast.lot.number:05}"}
    worker = cast.people["grid_worker"]
    first = world.ask("POST", path, worker, reading, key)
    assert first.status == 201
    assert world.ask("POST", path, worker, reading, key) == first
    other = world.ask("POST", path, worker, {**reading, "measures": {"tilt_degrees": 3}}, key)
    assert (other.status, other.body["code"]) == (422, "idempotency-key-reused")


def test_a_refusal_points_at_fields_and_repeats_nothing(world, cast):
    secret = "140105199001011234"
    body = {"id": secret, "community": cast.community, "kind": "nothing", "point": secret}
    answer = world.ask("POST", "/v1/facilities/assets", cast.people["property_manager"], body)
    assert answer.status == 422
    assert {"/body/kind", "/body/point"} <= {error["pointer"] for error in answer.body["errors"]}
    assert secret not in json.dumps(answer.body)


def test_a_refusal_speaks_the_language_asked_for(world, cast):
    path, sub = "/v1/facilities/assets/MH-00000-none", cast.people["grid_worker"]
    zh = world.ask("GET", path, sub).body
    en = world.ask("GET", path, sub, headers={"Accept-Language": "en"}).body
    assert zh["code"] == en["code"] == "not-found"
    assert zh["title"] != en["title"]
