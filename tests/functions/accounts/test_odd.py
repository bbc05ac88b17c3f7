"""Whatever is sent to accounts by one who may, the answer is a refusal at worst."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.functions.accounts.conftest import CITY, HERE, soon
from tests.functions.test_odd_requests import KNOWN, ODD, TEXTS, VALUES, spoilt

ONE = "0f" * 13
HELPING = {"scopes": ["notices"], "until": soon(days=9)}
TERMS = {
    "name": {"zh": "x", "en": "x"},
    "owner": "x",
    "redirects": ["https://x.example/back"],
    "scopes": ["notices"],
    "per_minute": 5,
}
ENROLMENT = {"name": "x", "place": HERE, "phone": "17000000001", "language": "en"}
FITS = [
    ("POST", "people", ENROLMENT, 201),
    ("POST", "people", {"name": "x", "place": HERE, "born": "2020-02-29"}, 201),
    ("POST", "people/known/cards", {"place": HERE}, 201),
    ("POST", "people/known/recoveries", {"place": HERE}, 201),
    (
        "POST",
        "people/known/guardianships",
        {"guardian": "x", "basis": "xx", "place": HERE, **HELPING},
        201,
    ),
    ("POST", "mandates", {"person": "x", **HELPING}, 201),
    ("POST", "mandates", {"phone": "+8617000000002", **HELPING}, 201),
    ("POST", f"mandates/{ONE}/revocations", {}, 404),
    (
        "POST",
        "actors/x/memberships",
        {"role": "official", "place": CITY, "until": soon(days=9)},
        202,
    ),
    ("POST", "actors/x/endings", {"role": "resident", "place": HERE}, 404),
    ("POST", f"proposals/{ONE}/approvals", {}, 404),
    ("POST", "apps", {"id": "care", **TERMS}, 201),
    ("PUT", "apps/known", TERMS, 200),
    ("POST", "apps/known/revocations", {}, 201),
    ("POST", "consents", {"client": "known", "scopes": ["notices"]}, 201),
    ("POST", "consents/known/withdrawals", {}, 201),
    ("POST", "sessions/x/endings", {}, 404),
    ("POST", "passkeys/x/removals", {}, 404),
    ("PUT", "me", {"language": "en", "email": "x@example.org"}, 200),
    ("POST", "telephones", {"phone": "17000000003"}, 201),
    ("POST", "telephones/x/confirmations", {"code": "123456"}, 422),
]


@pytest.fixture
def send(ask, key, member, monkeypatch):
    """The founder is all that anybody must be; `known` is a resident, and an app."""
    from functions.accounts.people import store as store_people
    from functions.accounts.people.model import Person
    from functions.accounts.telephones import codes

    for role in ("city_operator", "official", "community_worker"):
        member("founder", role, CITY)
    member("known", "resident", HERE)
    for sub in ("known", "founder"):
        store_people.enrol(Person(id=sub, place=HERE, created_at=soon()), None)
    monkeypatch.setattr(codes.others, "ask", lambda *_, **__: None)  # what would be sent
    ask("POST", "apps", {"id": "known", **TERMS})

    def send(method, path, body, **more):
        fit = {"linli_purpose": "recovery", "if_match": "1", "claims": {"iat": 9e9}}
        return ask(method, path, body, **(fit | more))[0]

    return send


@pytest.fixture
def unhurried(monkeypatch):
    """Mandates are given one after the other, more than anybody may in a day."""
    from linli import rates

    monkeypatch.setattr(rates, "take", lambda *_: None)


@pytest.mark.parametrize("request_", FITS, ids=lambda one: f"{one[0]} {one[1]}")
def test_a_request_with_one_thing_odd_is_refused_at_worst(send, unhurried, request_):
    method, path, body, status = request_
    assert send(method, path, body) == status
    for value in VALUES:
        for other in spoilt(body, value):
            assert send(method, path, other) < 500, other
    for name in ("linli_purpose", "if_match", "idempotency_key", "linli_for"):
        for value in (*ODD, *KNOWN):
            assert send(method, path, body, **{name: value}) < 500, (name, value)


@pytest.fixture
def routes(row):
    from functions.accounts.api import api

    return sorted(api.kinds)


@given(st.data())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_named_in_an_address_is_no_failure(send, routes, data):
    method, path = data.draw(st.sampled_from(routes))
    named = re.sub(r"\{\w+\}", lambda _: data.draw(TEXTS | st.just("known")).replace("/", ""), path)
    query = data.draw(st.dictionaries(st.sampled_from(["after", "place"]), TEXTS | st.just(HERE)))
    body = data.draw(st.sampled_from([one[2] for one in FITS]))
    path = named.removeprefix("/v1/accounts/")
    assert send(method, path, json.loads(json.dumps(body)), query=query) < 500
