"""What is out of somebody's scope looks exactly like what does not exist."""

import httpx
import pytest

from operate import sign_in
from operate.scenario.match import fill
from tests.routes import BODIES, PURPOSE

CHANGING = {"date", "x-amzn-requestid", "apigw-requestid", "x-amzn-trace-id", "server"}
ABSENT = "0" * 26


@pytest.fixture
def raw(home, world):
    """The bytes and headers of an answer, but for what differs each time."""

    def ask(path, sub):
        bearer = {"Authorization": f"Bearer {sign_in.token(home, world.city, sub)}"}
        asked = bearer | {"Linli-Purpose": PURPOSE}
        answer = httpx.get(world.api + path, headers=asked, trust_env=False)
        headers = {k: v for k, v in answer.headers.items() if not changing(k)}
        return answer.status_code, answer.content, headers

    return ask


def changing(header):
    return header in CHANGING or "request-id" in header or "requestid" in header


def test_another_communitys_incident_is_absent(raw, cast, incident):
    far = cast.people["far_community_worker"]
    there = raw(f"/v1/incidents/{incident['id']}", far)
    assert there[0] == 404
    assert there == raw(f"/v1/incidents/{ABSENT}", far)


def test_another_communitys_asset_is_absent(raw, cast):
    far = cast.people["far_community_worker"]
    there = raw(f"/v1/facilities/assets/{cast.assets['cover']}", far)
    assert there[0] == 404
    assert there == raw("/v1/facilities/assets/MH-00000-none", far)


def test_another_community_is_absent(raw, cast):
    far = cast.people["far_community_worker"]
    there = raw(f"/v1/incidents?community={cast.community}&stage=open", far)
    assert there[0] == 404
    assert there == raw("/v1/incidents?community=140105598001&stage=open", far)


def test_another_communitys_person_is_absent(raw, cast):
    far, place = cast.people["far_community_worker"], f"?place={cast.community}"
    there = raw(f"/v1/accounts/people/{cast.people['neighbour']}{place}", far)
    assert there[0] == 404
    assert there == raw(f"/v1/accounts/people/nobody-at-all{place}", far)


def test_another_communitys_message_to_many_is_absent(raw, world, cast):
    body = fill(BODIES["POST /v1/notify/bulks"], {"community": cast.community})
    key = {"Idempotency-Key": f"absent-{cast.lot.number}"}
    drafted = world.ask("POST", "/v1/notify/bulks", cast.people["official"], body, key)
    assert drafted.status == 201, drafted
    far = cast.people["far_community_worker"]
    there = raw(f"/v1/notify/bulks/{drafted.body['id']}", far)
    assert there[0] == 404
    assert there == raw(f"/v1/notify/bulks/{ABSENT}", far)
