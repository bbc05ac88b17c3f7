"""Whom each route lets reach what: OWASP API Security Top 10 (2023), numbers 1 and 5."""

from typing import get_args

from linli.scopes import Scope
from tests.policies import tables
from tests.routes import ALL_ROLES, routes
from tests.trust.town import ABSENT, able

SOMEBODYS = ("{mandate_id}", "{credential}", "{sid}", "{notice_id}", "{photo_id}")
SOMEBODYS += ("devices/me/{home_device_id}/withdrawals",)
DECIDED = [route for route in routes() if route.way.kind == "action"]
OWN = [route for route in routes() if route.way.kind == "own"]
# Lists that leave out what is of a person, which is decided after whether there is a list at all.
SIFTED = ("GET /v1/devices", "GET /v1/devices/balances")


def seen(answer):
    """Byte for byte."""
    return answer.status, answer.text, answer.headers


def test_owasp_1_what_is_another_communitys_is_absent_to_every_role(town):
    wrong = {}
    for route in DECIDED:
        absent = seen(town.ask(route, "far_official", ABSENT))
        assert absent[0] == 404, route
        for role in ALL_ROLES:
            there = seen(town.ask(route, f"far_{role}"))
            if there != absent:
                wrong[str(route), role] = there
    assert wrong == {}


def test_owasp_1_what_is_another_persons_is_absent_to_him(town):
    asked = [route for route in OWN if any(name in route.path for name in SOMEBODYS)]
    assert len(asked) >= len(SOMEBODYS)
    for route in asked:
        assert town.good(route).status == 201, route
        there = seen(town.ask(route, "resident"))
        assert there[0] == 404, route
        assert there == seen(town.ask(route, "resident", ABSENT)), route


def test_owasp_1_nobody_acts_for_another_without_a_mandate_nor_learns_who_there_is(town):
    for route in (*DECIDED, *OWN):
        for whom in ("anna", "nobody-there-is"):
            answer = town.ask(route, "resident", linli_for=whom)
            assert (answer.status, answer.body["code"]) == (403, "beyond-mandate"), route


def test_owasp_5_each_role_does_on_each_route_what_the_hand_written_tables_say(town, monkeypatch):
    things, wrong, marks = deciding(monkeypatch), {}, set()
    for route in DECIDED:
        table = tables.read(route.feature)
        for role in ALL_ROLES:
            things.clear()
            sub = f"city_{role}" if route.of_the_city else role
            answer = town.ask(route, sub)
            del things[1 if str(route) in SIFTED else len(things) :]
            may = [mark(table, route, sub, role, thing) for thing in things]
            marks.update(may)
            if not (may and agrees(answer, may)):
                wrong[str(route), role] = (may, answer.status, answer.text)
            if route.method != "GET" and answer.status < 300:
                town.reset()
    assert wrong == {}
    assert marks == {tables.MAY, tables.MAY_NOT, tables.NEVER}


def deciding(monkeypatch):
    """What was decided about, as it is decided."""
    from linli.policy import Policy

    decide, things = Policy.decide, []

    def heard(self, cases, *rest, **more):
        things.extend((thing, more["purpose"]) for _, thing in cases)
        return decide(self, cases, *rest, **more)

    monkeypatch.setattr(Policy, "decide", heard)
    return things


def mark(table, route, sub, role, known):
    """Of the line of docs/who-may that tells of this very thing."""
    thing, purpose = known
    named = dict(thing.attributes)
    kind = thing.kind if thing.kind in table.kinds(route.way.action) else "place"
    role_of_it = named.pop("role", tables.NOT_SAID)
    given = role_of_it if kind in table.naming else ""
    mine = {name: "me" if who == sub else "another" for name, who in named.items()}
    said = tables.Said(
        route.way.action, kind, given, tables.relation(kind, mine), purpose or "none"
    )
    return table.marks.get(said, {}).get(role, tables.MAY_NOT)


def agrees(answer, may):
    """Whoever may gets past the policies, though a rule may still say no."""
    refused = answer.status == 403 and answer.body["code"] == "forbidden"
    return refused is (set(may) != {tables.MAY}) and answer.status not in (404, 500)


def test_owasp_5_what_is_known_of_ones_health_and_home_is_for_himself_alone():
    """Who let somebody see his profile, or give consents, was told of apps and of no devices."""
    scopes = {str(r): r.way.scope for r in OWN if r.feature in ("devices", "environment")}
    lent = {path for path, scope in scopes.items() if scope}
    assert lent == {"POST /v1/environment/sightings/{sighting_id}/answers"}


def test_owasp_5_a_guardian_sees_what_watches_over_his_ward_and_ends_it_and_nothing_else():
    assert {str(route) for route in routes() if route.way.guardian} == {
        "GET /v1/devices/me",
        "POST /v1/devices/me/{home_device_id}/withdrawals",
        "GET /v1/environment/me",
        "POST /v1/environment/me/withdrawals",
    }


def test_owasp_5_an_app_of_somebody_elses_reaches_what_was_consented_and_nothing_else(town):
    """Anna let `care` see her notices and her profile."""
    consented = [route for route in OWN if route.way.scope in ("notices", "profile")]
    others = [route for route in (*DECIDED, *OWN) if route not in consented]
    before = town.rows()
    for route in others:
        everything = {"client_id": "care", "scope": " ".join(get_args(Scope))}
        answer = town.ask(route, able(route), claims=everything)
        assert (answer.status, answer.body["code"]) == (403, "beyond-consent"), route
    assert town.rows() == before
    for route in consented:
        its = {"client_id": "care", "scope": "notices profile"}
        assert town.ask(route, "anna", claims=its).status in (200, 201), route
