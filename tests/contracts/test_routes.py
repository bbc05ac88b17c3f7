"""OWASP API Security Top 10 (2023), number 9: every door is known and leads where it says."""

import json
import re
from pathlib import Path

import pytest

from operate.reference import features, openapi
from tests import assembly
from tests.assembly import resources
from tests.policies import tables

ROOT = Path(__file__).parents[2]
CITYS_OWN = {"$default", "ANY /v1/{proxy+}", "ANY /sign-in/{proxy+}"}


@pytest.fixture(scope="module")
def documented():
    """Method and path of each route of the document → whether it is for everybody."""
    paths = json.loads(openapi.document())["paths"]
    return {
        f"{method.upper()} {path}": route["security"] == []
        for path, routes in paths.items()
        for method, route in routes.items()
    }


@pytest.fixture(scope="module")
def wired():
    """Key of each route of the template → whether the gateway asks nobody who he is."""
    made = [
        route
        for template in assembly.account().values()
        for route in resources(template, "AWS::ApiGatewayV2::Route").values()
        if route["ApiId"].get("Ref") not in apis(template, "WEBSOCKET")
    ]
    assert len({route["RouteKey"] for route in made}) == len(made)
    return {route["RouteKey"]: route["AuthorizationType"] != "JWT" for route in made}


def apis(template, protocol):
    every = resources(template, "AWS::ApiGatewayV2::Api")
    return {name: api for name, api in every.items() if api["ProtocolType"] == protocol}


def key(route, wired):
    """That by which the gateway takes it: its own, or else its feature's, as HTTP APIs choose."""
    path = route.partition(" ")[2]
    feature = path.split("/")[2]
    whole = path == f"/v1/{feature}"
    candidates = (route, f"ANY /v1/{feature}" if whole else f"ANY /v1/{feature}/{{proxy+}}")
    return next((one for one in candidates if one in wired), None)


def test_owasp_9_who_is_asked_at_the_gateway_is_who_the_document_says(documented, wired):
    assert len(documented) > 50
    for route, public in documented.items():
        at = key(route, wired)
        assert at, f"{route}: leads nowhere"
        assert wired[at] is public, f"{route} at {at}"


def test_owasp_9_no_door_of_the_template_is_without_a_route_behind_it(documented, wired):
    used = {key(route, wired) for route in documented}
    whole = {f"ANY /v1/{feature}" for feature in features.apis()}  # beside what lies beneath it
    assert wired.keys() - used - whole == CITYS_OWN


def test_owasp_9_every_action_is_in_a_table_and_every_table_of_an_action():
    for feature, api in features.apis().items():
        assert tables.read(feature).actions == set(api.actions.values()), feature
    assert set(tables.names()) == {name for name, api in features.apis().items() if api.actions}


def test_owasp_9_there_is_one_version_and_no_other_is_answered(documented, wired):
    versions = {re.match(r"[A-Z]+ /(v\d+)/", one) for one in documented}
    assert {found[1] for found in versions} == {"v1"}
    assert {one for one in wired if "/v1" not in one} == {"$default", "ANY /sign-in/{proxy+}"}


def test_owasp_9_no_other_site_may_read_the_api_in_a_browser():
    (api,) = (
        one for template in assembly.account().values() for one in apis(template, "HTTP").values()
    )
    assert "CorsConfiguration" not in api
