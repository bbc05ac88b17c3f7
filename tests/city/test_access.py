"""Every route with every role: what the policies say is what the city does.

The routes and what each role may do there are generated, so a new one cannot be forgotten; what to
send is in tests/routes.py.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from operate.scenario import block
from operate.scenario.match import fill
from tests.routes import ALLOWED, BODIES, PURPOSE, may, routes

KEY = {"Idempotency-Key": "from-the-access-test", "If-Match": "999", "Linli-Purpose": PURPOSE}
AT_ONCE = 4
KNOWN_WITHIN = 35  # seconds: linli.members.CACHED, and a little
ROUTES = routes()
DECIDED = [route for route in ROUTES if route.way.kind == "action"]
OPENING, CLOSING = (
    next(route for route in ROUTES if route.way.action == action)
    for action in ("open_community", "close_community")
)  # of the tests' own community they would end the tests
MOVING = [OPENING, CLOSING]
WIDE = [route for route in DECIDED if route.of_the_city or route in MOVING]
LOCAL = [route for route in DECIDED if route not in WIDE]
NOTHING_THERE = (  # by these ids; a route that ends so may find none
    "/cases/{case_id}",
    "/cases/{case_id}/dissuasions",
    "/cases/{case_id}/reports",
    "/cases/{case_id}/results",
    "/assets/{asset_id}/leases",  # of a cover, which nobody drives
    "/confirmations",
    "/endings",
    "/claims/{certificate}/revocations",
    "/commands/{command_id}",
    "/commands/{command_id}/cancellations",
    "/devices/batches",
    "/devices/imports/{table_id}",
    "/devices/kinds/{kind_id}/reversals",  # to what it was, if it ever was anything else
    "/rulings/{asset_kind}/reversals",
    "/makers/{maker_id}",
    "/batches/{batch_id}",
    "/{batch_id}/claims",
    "/{action_id}",
    "/{action_id}/refusals",
    "/{action_id}/reversals",
    "/facilities/patrols",
    "/figures/{figure_id}/hazards",
    "/hazards/{hazard_id}",
    "/hazards/{hazard_id}/assignments",
    "/hazards/{hazard_id}/closures",
    "/hazards/{hazard_id}/inspections",
    "/hazards/{hazard_id}/joins",
    "/hazards/{hazard_id}/partings",
    "/hazards/{hazard_id}/rejections",
    "/hazards/{hazard_id}/repairs",
    "/hazards/{hazard_id}/verifications",
    "/sightings/{sighting_id}",
    "/sightings/{sighting_id}/clips",
    "/sightings/{sighting_id}/findings",
    "/sightings/{sighting_id}/looks",
    "/sightings/{sighting_id}/person",
    "/wards/{person}",
    "/patrols/{patrol_id}",
    "/patrols/{patrol_id}/checks",
    "/patrols/{patrol_id}/positions",
    "/{plan_id}",
    "/{window_id}/approvals",
    "/{incident_id}/joins",
    "/{incident_id}/reports",
    "/{incident_id}/reports/draft",
    "/{relief_id}",
    "/{relief_id}/acceptances",
    "/{relief_id}/withdrawals",
    "/{import_id}",
    "/{import_id}/applications",
    "/{import_id}/cancellations",
    "/{import_id}/results",
    "/{import_id}/rows",
    "/{message_id}/drops",
    "/{message_id}/replays",
    "/{post}",
    "/apps/{client}",
    "/apps/{client}/revocations",
)


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
        "guardian": cast.people["guardian"],
        "client": "app-of-nobody",
        "new_client": "app-of-the-tests",
        "proposal_id": proposed(world, cast),
        "bulk_id": drafted(world, cast),
        "upload_id": "0" * 26,
        "other_hazard": "0" * 26,
        "plan_id": "0" * 26,
        "siren_id": cast.assets["cover"],  # which takes no command
        "other_incident": "0" * 26,
        "joined_hazard": "none",
        "device_id": mounted(world, cast),
        "command_id": "0" * 26,
        "home_device_id": mounted(world, cast, "HS", "home_sensor"),
        "device_window_id": "0" * 26,
        "kind_id": "water_meter",
        "asset_kind": "hydrant",
        "maker_id": "nobody",
        "batch_id": "nobody.none",
        "certificate": "0" * 64,
        "station_id": registered(world, cast),
        "sensor_id": watching(world, cast),
        "sighting_id": "0" * 26,
        "person": cast.people["neighbour"],
    }


def mounted(world, cast, prefix="WM", kind="water_meter"):
    """A device, which nobody sends anything from; the community registers what is personal."""
    card = fill(BODIES["POST /v1/devices"], {"community": cast.community})
    card |= {"id": f"{prefix}-{cast.community}-access", "kind": kind}
    if kind == "home_sensor":
        until = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=300)
        whose = {"person": cast.people["neighbour"], "basis": "CONSENT", "document": "x"}
        card |= {"agreed": whose | {"until": until.isoformat()}}
    return world.ask("POST", "/v1/devices", cast.people["community_worker"], card, KEY).body["id"]


def registered(world, cast):
    """A station of air, which nobody sends anything from."""
    card = fill(BODIES["POST /v1/environment/stations"], {"community": cast.community})
    card |= {"id": f"AQ-{cast.community}-access"}
    return world.ask("POST", "/v1/environment/stations", world.operator, card, KEY).body["id"]


def watching(world, cast):
    card = fill(BODIES["POST /v1/environment/sensors"], {"community": cast.community})
    card |= {"id": f"CM-{cast.community}-access"}
    return world.ask("POST", "/v1/environment/sensors", world.operator, card, KEY).body["id"]


def proposed(world, cast):
    """A strong role, which nobody has approved."""
    path = f"/v1/accounts/actors/{cast.people['neighbour']}/memberships"
    post = {"role": "election_committee", "place": cast.community}
    return world.ask("POST", path, world.operator, post, own(cast)).body["id"]


def drafted(world, cast):
    body = fill(BODIES["POST /v1/notify/bulks"], {"community": cast.community})
    return world.ask("POST", "/v1/notify/bulks", world.operator, body, own(cast)).body["id"]


def own(cast):
    """Headers of these tests in this community: the operator asks the same in others, too."""
    return KEY | {"Idempotency-Key": f"from-the-access-test-{cast.community}"}


@pytest.fixture(scope="module")
def ask(world, cast, ids):
    """One request of a route as somebody, with ids that exist and a body that fits."""

    def request(route, sub):
        address = route.path.format_map(Ids(ids))
        if route.method == "GET":
            named = {"community": cast.community, "place": cast.community} | route.query
            address += f"?{urlencode(named)}"
        return world.ask(
            route.method,
            address,
            sub,
            fill(route.body, ids),
            KEY | {"Linli-Purpose": route.purpose},
        )

    return request


class Ids(dict):
    def __missing__(self, name):
        return "0" * 26


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_nobody_gets_in_without_a_token(ask, route):
    status = ask(route, None).status
    assert (status == 401) is (route.way.kind != "public"), status


@pytest.mark.parametrize("route", LOCAL, ids=str)
def test_each_role_may_do_what_the_policies_say(ask, cast, roles, route):
    answers = asked_by(roles, lambda role: ask(route, cast.people[role]))
    assert wrong(route, answers) == {}


def asked_by(roles, question):
    """What each role is answered."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(roles, pool.map(question, roles), strict=True))


def wrong(route, answers):
    return {
        role: (answer.status, answer.body)
        for role, answer in answers.items()
        if answer.status not in right(route, role)
    }


def right(route, role):
    absent = {404} if route.path.endswith(NOTHING_THERE) else set()
    here = may(route, role)  # both, where whether he is the assignee is the incident's to say
    return absent | (ALLOWED if True in here else set()) | ({403} if False in here else set())


@pytest.mark.parametrize("route", LOCAL, ids=str)
def test_people_of_another_community_find_nothing(ask, cast, roles, route):
    answers = asked_by(roles, lambda role: ask(route, cast.people[f"far_{role}"]))
    assert {answer.status for answer in answers.values()} == {404}


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
            return move(world, "closed" if route == CLOSING else "opened", code, sub)
        return ask(route, sub)

    return request


@pytest.mark.parametrize("route", WIDE, ids=str)
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


@pytest.mark.parametrize("route", WIDE, ids=str)
def test_people_of_a_community_find_nothing_of_the_city_nor_of_its_other_communities(
    ask_wide, cast, spare, roles, route
):
    answers = asked_by(roles, lambda role: ask_wide(route, spare, cast.people[role]))
    assert {answer.status for answer in answers.values()} == {404}


@pytest.mark.parametrize("route", MOVING, ids=str)
def test_nobody_but_its_operator_opens_or_closes_his_own_community(ask_wide, cast, roles, route):
    others = [role for role in roles if role != "city_operator"]  # he would end the tests
    answers = asked_by(others, lambda role: ask_wide(route, cast.community, cast.people[role]))
    assert wrong(route, answers) == {}
    assert {answer.status for answer in answers.values()} == {403}
