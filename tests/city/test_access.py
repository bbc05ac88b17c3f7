"""Every route with every role: what the policies say is what the city does.

The routes and what each role may do there are generated; only what to send is written here, so a
new route cannot be forgotten.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from operate.reference import features
from operate.reference.roles import mark

KEY = {"Idempotency-Key": "from-the-access-test", "If-Match": "999"}
AT_ONCE = 4
ALLOWED = {200, 201, 409, 412, 422}  # the rules may still say no
ABSENT = {404}
ROUTES = [
    (feature, api, method, path, api.kinds[method, path])
    for feature, api in features.apis().items()
    for method, path in sorted(api.kinds)
]
BODIES = {
    "POST /v1/accounts/actors/{sub}/memberships": {"role": "resident", "place": "${community}"},
    "POST /v1/accounts/actors/{sub}/endings": {"role": "merchant", "place": "${community}"},
    "POST /v1/facilities/assets": {
        "id": "MH-00000-access",
        "community": "${community}",
        "kind": "manhole",
        "name": "x",
        "point": {"lat": 37.8, "lon": 112.5},
        "address": "x",
    },
    "PUT /v1/facilities/assets/{asset_id}": {
        "name": "x",
        "point": {"lat": 37.8, "lon": 112.5},
        "address": "x",
    },
    "POST /v1/facilities/assets/{asset_id}/readings": {
        "at": "2026-11-25T00:00:00Z",
        "measures": {"tilt_degrees": 1},
    },
    "PUT /v1/incidents/chains/{community}": {"operator": "x", "levels": []},
    "PUT /v1/incidents/grids/{grid}": {"name": "x"},
    "PUT /v1/incidents/rosters/{place}/{post}": {"shifts": []},
    "POST /v1/incidents/notices/{notice_id}/receipts": {"kind": "read"},
    "POST /v1/incidents/{incident_id}/acknowledgements": {"level": 99},
    "POST /v1/incidents/{incident_id}/evidence": {"content_type": "image/jpeg"},
    "POST /v1/incidents/{incident_id}/evidence/{evidence_id}/confirmations": None,
    "POST /v1/incidents/{incident_id}/handlings": {"note": "xx", "evidence": []},
    "POST /v1/incidents/{incident_id}/verifications": {"note": "xx"},
    "POST /v1/incidents/{incident_id}/closures": {"lesson": "xx"},
    "POST /v1/incidents/{incident_id}/reopenings": {"reason": "xx"},
}
OF_THE_CITY = {
    "GET /v1/accounts/communities",
    "GET /v1/facilities/quarantine",
    "POST /v1/accounts/communities",
}  # asked of the city's own code, so nobody of one community reaches it


def named(route):
    return f"{route[2]} {route[3]}"


def test_each_route_that_takes_a_body_has_one_here():
    writing = {named(route) for route in ROUTES if route[2] != "GET"}
    assert writing - set(BODIES) - OF_THE_CITY - CLOSING == set()


NOTHING_THERE = ("/confirmations", "/endings", "/{action_id}", "/{post}")  # ids of nothing
CLOSING = {"POST /v1/accounts/communities/{code}/closures"}  # would end the tests' own community


@pytest.fixture(scope="module")
def ids(cast, incident):
    return {
        "asset_id": cast.assets["cover"],
        "community": cast.community,
        "code": cast.community,
        "grid": cast.known["grid"],
        "place": cast.community,
        "post": "duty",
        "incident_id": incident["id"],
        "sub": "nobody-at-all",
    }


@pytest.fixture(scope="module")
def ask(world, cast, ids):
    """One request of a route as somebody, with ids that exist and a body that fits."""

    def request(method, path, sub):
        address = path.format_map(Ids(ids))
        if method == "GET" and "{" not in path:
            address += f"?community={cast.community}"
        body = cast_body(BODIES.get(f"{method} {path}"), cast.community)
        return world.ask(method, address, sub, body, KEY)

    return request


class Ids(dict):
    def __missing__(self, name):
        return "0" * 26


def cast_body(body, community):
    if not isinstance(body, dict):
        return body
    return {k: community if v == "${community}" else v for k, v in body.items()}


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_nobody_gets_in_without_a_token(ask, route):
    _, _, method, path, kind = route
    status = ask(method, path, None).status
    assert (status == 401) is (kind != "public"), status


def decided(route):
    return route[4] == "action" and named(route) not in OF_THE_CITY | CLOSING


DECIDED = [route for route in ROUTES if decided(route)]


@pytest.mark.parametrize("route", DECIDED, ids=named)
def test_each_role_may_do_what_the_policies_say(ask, cast, roles, route):
    _, api, method, path, _ = route
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(
            zip(
                roles,
                pool.map(lambda role: ask(method, path, cast.people[role]), roles),
                strict=True,
            )
        )
    wrong = {
        role: (answer.status, answer.body)
        for role, answer in answers.items()
        if not right(answer.status, mark(api, role, api.actions[method, path]), path)
    }
    assert wrong == {}


def right(status, may, path):
    absent = ABSENT if path.endswith(NOTHING_THERE) else set()
    if may == "●":
        return status in ALLOWED | absent
    if may == "○":  # whether he is the assignee is the incident's to say
        return status in ALLOWED | absent | {403}
    return status in {403} | absent


@pytest.mark.parametrize("route", DECIDED, ids=named)
def test_people_of_another_community_find_nothing(ask, cast, roles, route):
    _, _, method, path, _ = route
    far = [cast.people[f"far_{role}"] for role in roles]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert {answer.status for answer in pool.map(lambda sub: ask(method, path, sub), far)} == {
            404
        }
