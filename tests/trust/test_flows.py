"""What may be done only so often, and what others send to the city: OWASP API Security Top 10
(2023), numbers 6 and 10. Of codes to telephones tests/functions/accounts/sign_in tells, of reports
that come again or late tests/functions/notify/gateways.
"""

from datetime import UTC, datetime, timedelta

import pytest

from functions.accounts.mandates import api as mandates_api
from functions.notify.bulk import api as bulk_api
from tests.gateway import sent
from tests.routes import routes
from tests.trust.town import signed

BY_NAME = {str(route): route for route in routes()}
PUBLIC = [route for route in routes() if route.way.kind == "public" and route.body is not None]
ITS = [route for route in routes() if route.way.scope in ("notices", "profile")]  # the app's
DRAFT, MANDATE = BY_NAME["POST /v1/notify/bulks"], BY_NAME["POST /v1/accounts/mandates"]
REPORT = {"id": "f" * 26, "index": 0, "state": "delivered", "at": "2026-11-25T00:00:00Z"}


def is_told_when_to_come_again(answer):
    assert (answer.status, answer.body["code"]) == (429, "too-many")
    assert int(answer.headers["Retry-After"]) > 0
    return True


@pytest.mark.parametrize(
    ("route", "sub", "most"),
    [(MANDATE, "anna", mandates_api.MOST), (DRAFT, "official", bulk_api.MOST)],
    ids=["mandates", "messages to many"],
)
def test_owasp_6_what_reaches_others_is_done_so_often_and_no_more(
    town, unlimited, one_window, route, sub, most
):
    for number in range(most):
        assert town.ask(route, sub, body=other(route, number)).status == 201
    before = town.rows()
    assert is_told_when_to_come_again(town.ask(route, sub, body=other(route, most)))
    assert town.rows() == before


@pytest.fixture
def unlimited(monkeypatch):
    """Anna may let any number of people act for her: how often in a day is another thing."""
    from functions.accounts.mandates import rules as rules_mandates

    monkeypatch.setattr(rules_mandates, "MOST_GIVEN", 1_000)


def other(route, number):
    if route is MANDATE:
        return route.body | {"person": f"helper-{number}"}
    return {**route.body, "place": "140105001001", "expires_in": 60 + number}


@pytest.mark.parametrize("feature", sorted({route.feature for route in ITS}))
def test_owasp_6_an_app_calls_so_often_in_a_minute_whatever_it_calls(town, one_window, feature):
    from functions.accounts.apps import store as store_apps

    store_apps.change(store_apps.app("care").model_copy(update={"per_minute": 3}))
    asked = [route for route in ITS if route.feature == feature]
    claims = {"client_id": "care", "scope": "notices profile"}
    answers = [town.ask(asked[n % len(asked)], "anna", claims=claims) for n in range(4)]
    assert [answer.status < 400 for answer in answers] == [True, True, True, False]
    assert is_told_when_to_come_again(answers[-1])


def test_owasp_10_what_comes_without_a_sign_in_proves_itself(town):
    """By a signature over these bytes, of a few minutes ago, of the one whom the path names."""
    body, before, now = {"reports": [REPORT]}, town.rows(), datetime.now(UTC)
    raw = sent(body)
    forged = [
        signed(sent({"reports": []})),
        signed(raw, gateway="sms-b"),
        signed(raw, at=now - timedelta(minutes=6)),
        signed(raw, at=now + timedelta(minutes=6)),
        signed(raw) | {"linli_signature": "v1=" + "0" * 64},
        signed(raw) | {"linli_time": str(int(now.timestamp()) + 1)},
    ]
    assert PUBLIC
    for route in PUBLIC:
        for headers in forged:
            answer = town.ask(route, None, body=body, **headers)
            assert answer.status == 401, (route, headers, answer)
            assert answer.body["code"] in ("forged", "too-old")
        for name in signed(raw):
            assert town.ask(route, None, body=body, **{name: ""}).status in (401, 422), route
    assert town.rows() == before


@pytest.mark.parametrize(
    "said",
    [
        {},
        [],
        {"reports": [REPORT] * 101},
        {"reports": [REPORT | {"state": "read"}]},
        {"reports": [REPORT | {"index": -1}]},
        {"reports": [REPORT | {"id": "x" * 500}]},
        {"reports": [REPORT | {"at": "yesterday"}]},
        {"reports": [REPORT | {"code": "张三 " * 20}]},
        {"reports": [{"id": REPORT["id"]}]},
    ],
)
def test_owasp_10_what_a_partner_sends_is_taken_whole_or_not_at_all(town, said):
    before = town.rows()
    for route in PUBLIC:
        assert town.ask(route, None, body=said).status == 422
    assert town.rows() == before
