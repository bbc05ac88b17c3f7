"""Every route with every role: what the policies say is what the city does.

The routes and what each role may do there are generated; only what to send is written here, so a
new route cannot be forgotten.
"""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from operate.reference import features
from operate.reference.roles import mark
from operate.scenario import block
from operate.scenario.match import fill
from tests.city.asked import BODIES, CLOSING, NOTHING_THERE, OF_THE_CITY, PLACED, PURPOSES

KEY = {"Idempotency-Key": "from-the-access-test", "If-Match": "999"}
AT_ONCE = 4
KNOWN_WITHIN = 35  # seconds: linli.members.CACHED, and a little
ALLOWED = {200, 201, 202, 409, 412, 422}  # the rules may still say no
ABSENT = {404}
ROUTES = [
    (feature, api, method, path, api.kinds[method, path])
    for feature, api in features.apis().items()
    for method, path in sorted(api.kinds)
]


def named(route):
    return f"{route[2]} {route[3]}"


def test_each_route_that_takes_a_body_has_one_here():
    writing = {named(route) for route in ROUTES if route[2] != "GET" and route[4] == "action"}
    assert writing - set(BODIES) - OF_THE_CITY - CLOSING == set()


@pytest.fixture(scope="module")
def ids(world, cast, incident):
    return {
        "asset_id": cast.assets["cover"],
        "community": cast.community,
        "code": cast.community,
        "grid": cast.known["grid"],
        "place": cast.community,
        "post": "duty",
        "incident_id": incident["id"],
        "sub": cast.people["neighbour"],
        "client": "app-of-nobody",
        "proposal_id": proposed(world, cast),
        "bulk_id": drafted(world, cast),
    }


def proposed(world, cast):
    """A strong role, which nobody has approved."""
    path = f"/v1/accounts/actors/{cast.people['neighbour']}/memberships"
    post = {"role": "election_committee", "place": cast.community}
    return world.ask("POST", path, world.operator, post, KEY).body["id"]


def drafted(world, cast):
    body = fill(BODIES["POST /v1/notify/bulks"], known(cast))
    return world.ask("POST", "/v1/notify/bulks", world.operator, body, KEY).body["id"]


@pytest.fixture(scope="module")
def ask(world, cast, ids):
    """One request of a route as somebody, with ids that exist and a body that fits."""

    def request(method, path, sub):
        route = f"{method} {path}"
        address = path.format_map(Ids(ids))
        if method == "GET" and "{" not in path and route not in OF_THE_CITY:
            address += f"?community={cast.community}&place={cast.community}"
        if route in PLACED:
            address += f"?place={cast.community}"
        body = fill(BODIES.get(route), known(cast))
        purpose = {"Linli-Purpose": PURPOSES.get(route, "service")}
        return world.ask(method, address, sub, body, KEY | purpose)

    return request


def known(cast):
    people = {"person": cast.people["neighbour"], "guardian": cast.people["guardian"]}
    return {"community": cast.community, **people}


class Ids(dict):
    def __missing__(self, name):
        return "0" * 26


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
    _, _, method, path, _ = route
    answers = asked_by(roles, lambda role: ask(method, path, cast.people[role]))
    assert wrong(route, answers) == {}


def asked_by(roles, question):
    """What each role is answered."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(roles, pool.map(question, roles), strict=True))


def wrong(route, answers):
    _, api, method, path, _ = route
    return {
        role: (answer.status, answer.body)
        for role, answer in answers.items()
        if not right(answer.status, mark(api, role, api.actions[method, path]), path)
    }


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


WIDE = [route for route in ROUTES if named(route) in OF_THE_CITY | CLOSING]
MOVING = [route for route in WIDE if "/communities" in route[3] and route[2] != "GET"]
WIDEST = ("official", "auditor", "city_operator", "provincial_analyst")  # of a whole city


@pytest.fixture(scope="module")
def officers(home, world):
    """Somebody in each role of the city itself, who is nobody again afterwards."""
    number, place = block.draw(home).number, world.code
    people = {role: f"city-{role.replace('_', '-')}-{number:05}" for role in WIDEST}
    for role, sub in people.items():
        said = world.grant(sub, {"role": role, "place": place})
        assert said.status in (200, 201), said.body
    yield people
    for role, sub in people.items():
        post = {"role": role, "place": place}
        said = world.ask("POST", f"/v1/accounts/actors/{sub}/endings", world.operator, post)
        assert said.status == 201, said.body


@pytest.fixture(scope="module")
def spare(home, world):
    """A community in which nobody is anything; it may be opened and closed at will."""
    code = block.draw(home).code
    assert move(world, "opened", code, world.operator).status == 201
    yield code
    assert move(world, "closed", code, world.operator).status == 201


def move(world, how, code, sub):
    if how == "closed":
        return world.ask("POST", f"/v1/accounts/communities/{code}/closures", sub, {})
    opening = {"code": code, "name": {"zh": "备用社区", "en": "Spare community"}}
    return world.ask("POST", "/v1/accounts/communities", sub, opening)


@pytest.fixture(scope="module")
def ask_wide(world, ask):
    def request(route, code, sub):
        if route in MOVING:
            return move(world, "closed" if named(route) in CLOSING else "opened", code, sub)
        return ask(route[2], route[3], sub)

    return request


@pytest.mark.parametrize("route", WIDE, ids=named)
def test_each_role_of_the_city_may_do_what_the_policies_say_in_all_of_it(
    ask_wide, officers, spare, route
):
    """Some workers may not know for a while what was just granted by another."""
    limit = time.monotonic() + KNOWN_WITHIN
    while True:
        answers = asked_by(WIDEST, lambda role: ask_wide(route, spare, officers[role]))
        if not wrong(route, answers) or time.monotonic() > limit:
            break
        time.sleep(1)
    assert wrong(route, answers) == {}


@pytest.mark.parametrize("route", WIDE, ids=named)
def test_people_of_a_community_find_nothing_of_the_city_nor_of_its_other_communities(
    ask_wide, cast, spare, roles, route
):
    answers = asked_by(roles, lambda role: ask_wide(route, spare, cast.people[role]))
    assert {answer.status for answer in answers.values()} == {404}


@pytest.mark.parametrize("route", MOVING, ids=named)
def test_nobody_but_its_operator_opens_or_closes_his_own_community(ask_wide, cast, roles, route):
    others = [role for role in roles if role != "city_operator"]  # he would end the tests
    answers = asked_by(others, lambda role: ask_wide(route, cast.community, cast.people[role]))
    assert wrong(route, answers) == {}
    assert {answer.status for answer in answers.values()} == {403}
