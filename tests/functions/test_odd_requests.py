"""Whatever is sent to any route, the answer is a refusal at worst and never a failure."""

import json
import re
from base64 import b64encode
from copy import deepcopy
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from tests.trust.seeds import dead_letters

PLACE = "140105001001"
ODD = ["", " ", "\0", "%00", "..", "*", "\ud800", "０" * 12, "-1", "7" + "Z" * 25, "x" * 3000]
KNOWN = [PLACE, PLACE + "001", "140100000000", "0f" * 13, "0" * 26, "founder", "duty", "1", "0"]
FAR = ["9" * 30, "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "08:00Z", "00:00"]
TEXTS = st.sampled_from([*ODD, *KNOWN, *FAR]) | st.text(max_size=30)
NUMBERS = st.sampled_from([0, 1, 7, -1, 2**53, 2**63, 10**40, 1e308]) | st.integers()
ONE = "0f" * 13
SHIFT = {"person": "x", "weekdays": [1], "from": "08:00", "until": "20:00", "first": "2026-01-01"}
LEVELS = [{"post": "duty", "place": "grid"}]
FITS = [  # requests that are carried out, or refused by a rule
    ("POST", "accounts/communities", {"code": PLACE, "name": {"zh": "x", "en": "x"}}),
    ("POST", f"accounts/communities/{PLACE}/closures", {}),
    (
        "POST",
        "accounts/actors/x/memberships",
        {"role": "resident", "place": PLACE, "until": "2099-01-01T00:00:00Z"},
    ),
    ("POST", "accounts/actors/x/endings", {"role": "resident", "place": PLACE}),
    ("PUT", f"incidents/rosters/{PLACE}/duty", {"shifts": [SHIFT]}),
    (
        "PUT",
        f"incidents/chains/{PLACE}",
        {"levels": LEVELS, "operator": "x", "minutes": {"handle": {"P1": 5}}},
    ),
    ("PUT", f"incidents/grids/{PLACE}001", {"name": "x", "note": "x"}),
    ("POST", f"incidents/{ONE}/acknowledgements", {"level": 1}),
    ("POST", f"incidents/{ONE}/evidence", {"content_type": "image/png", "note": "x"}),
    ("POST", f"incidents/{ONE}/evidence/{ONE}/confirmations", {}),
    ("POST", f"incidents/{ONE}/handlings", {"note": "xx", "evidence": [ONE]}),
    ("POST", f"incidents/{ONE}/verifications", {"note": "xx"}),
    ("POST", f"incidents/{ONE}/closures", {"lesson": "xx"}),
    ("GET", "incidents", None),
    ("GET", "incidents/feed", None),
    ("GET", "accounts/communities", None),
]
KEYS = st.sampled_from(sorted({key for _, _, body in FITS for key in body or ()}))
WORDS = st.sampled_from(["grid", "community", "image/png", "read", "resident", "city_operator"])
JSON = st.recursive(
    TEXTS | WORDS | NUMBERS | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | TEXTS, inner, max_size=6),
    max_leaves=20,
)
TORN = ["", "{", "[" * 100_000, "1" * 5_000, '{"level": 1' + "0" * 5_000 + "}", "NaN", "\ud800"]
RAW = st.sampled_from(TORN) | JSON.map(json.dumps)


def spoilt(body, value):
    """The body with that value in place of each of its parts, and of itself."""
    yield value
    parts = body.items() if isinstance(body, dict) else enumerate(body)
    for key, part in parts if isinstance(body, dict | list) else ():
        for other in spoilt(part, value) if isinstance(part, dict | list) else (value,):
            copy = deepcopy(body)
            copy[key] = other
            yield copy
    if isinstance(body, dict) and isinstance(value, str):
        yield {**body, value: 1}


@pytest.fixture
def send(row):
    """One request to the feature of its path; true if the answer is no failure."""
    from functions.accounts import api as accounts
    from functions.incidents import api as incidents

    dead_letters()
    handlers = {"accounts": accounts.handler, "incidents": incidents.handler}

    def request(method, path, body, *, coded=False, query=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        event = {
            "version": "2.0",
            "rawPath": f"/v1/{path}",
            "rawQueryString": "",
            "queryStringParameters": query or {},
            "headers": {"content-type": "application/json", **named},
            "requestContext": {
                "requestId": "r",
                "stage": "$default",
                "http": {"method": method, "path": path},
                "authorizer": {"jwt": {"claims": {"sub": "founder"}, "scopes": []}},
            },
            "body": b64encode(body).decode() if coded else body,
            "isBase64Encoded": coded,
        }
        answer = handlers[path.partition("/")[0]](event, CONTEXT)
        answer["body"].encode()  # as it must be to be sent
        return answer["statusCode"]

    return request


@pytest.fixture
def taken(row):
    """An incident that the caller acknowledged."""
    from events.facilities import HazardFound
    from functions.incidents import store
    from functions.incidents.handling import sensing

    at = datetime.now(UTC)
    about = {"asset_id": "MH-1", "kind": "manhole", "measure": "tilt", "value": 17, "article": "a"}
    limit = {"raises": "incident", "priority": "P1", "category": "A4.3", "limit_id": "l"}
    hazard = HazardFound(community=PLACE, at=at, hazard_id="h", **about, **limit)
    stands = {"id": ONE, "stage": "acknowledged", "assignee": "founder", "news": None}
    store.save(sensing.raise_for(hazard, at).model_copy(update=stands))


VALUES = [*ODD, *FAR, 0, -1, 2**53, 2**63, 10**40, 1e308, None, True, [], {}, [[]], {"x": "x"}]


@pytest.mark.parametrize("request_", FITS, ids=lambda one: f"{one[0]} {one[1]}")
def test_a_request_with_one_thing_odd_is_refused_at_worst(send, taken, request_):
    method, path, body = request_
    query = {"community": PLACE} if method == "GET" else {}
    fit = {"if_match": "0", "idempotency_key": "k" * 8}
    text = json.dumps(body)
    assert send(method, path, text, query=query, **fit) < 500
    for value in VALUES:
        for number, other in enumerate(spoilt(body, value) if body is not None else ()):
            fit["idempotency_key"] = f"key-{number:08}"
            assert send(method, path, json.dumps(other), **fit) < 500, other
        for name in ("if_match", "accept_language", "content_type") if method == "PUT" else ():
            assert send(method, path, text, **(fit | {name: str(value)})) < 500, value
        for name in query and ("community", "after", "stage"):
            asked = query | {name: str(value)}
            assert send(method, path, text, query=asked, **fit) < 500, asked


@pytest.fixture
def routes(row):
    from functions.accounts.api import api as accounts
    from functions.incidents.api import api as incidents

    return [at for api in (accounts, incidents) for at in sorted(api.kinds)]


@given(st.data())
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_that_is_sent_makes_a_route_fail(routes, send, data):
    method, path = data.draw(st.sampled_from(routes))
    path = re.sub(r"\{\w+\}", lambda _: data.draw(TEXTS).replace("/", ""), path)
    query = data.draw(st.dictionaries(st.sampled_from(["after", "community", "stage"]), TEXTS))
    headers = {"idempotency_key": data.draw(TEXTS), "accept_language": data.draw(TEXTS)}
    headers["if_match"] = data.draw(TEXTS | NUMBERS.map(str))
    body, coded = data.draw(RAW), data.draw(st.booleans())
    sent = body.encode(errors="surrogatepass") if coded else body
    assert send(method, path.removeprefix("/v1/"), sent, coded=coded, query=query, **headers) < 500
