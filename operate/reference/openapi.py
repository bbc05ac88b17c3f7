"""One OpenAPI document of all features, from the descriptions in their routes."""

import json
from typing import TYPE_CHECKING, Any

from operate.reference import features, problems

if TYPE_CHECKING:
    from linli.standing import Way

ABOUT = {"title": "Linli", "version": "1"}
BOUNDS = {"ge": "minimum", "le": "maximum"}  # of headers, in JSON Schema's terms
THEIRS = ("HTTPValidationError", "ResponseValidationError", "ValidationError")  # unused
BEARER = {"type": "openIdConnect", "openIdConnectUrl": "/.well-known/openid-configuration"}


def document() -> str:
    merged: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": ABOUT,
        "paths": {},
        "components": {"schemas": {**problems.SCHEMAS}, "securitySchemes": {"login": BEARER}},
    }
    for feature, api in features.apis().items():
        own = json.loads(api.get_openapi_json_schema(**ABOUT))
        schemas = own.get("components", {}).get("schemas", {})
        for name in THEIRS:
            schemas.pop(name, None)
        renamed = _renamed(feature, schemas, merged["components"]["schemas"])
        own = json.loads(_with(json.dumps(own), renamed))
        for path, routes in own["paths"].items():
            merged["paths"][path] = {
                method: _route(feature, api.ways[method.upper(), path], method.upper(), route)
                for method, route in routes.items()
            }
        merged["components"]["schemas"] |= own.get("components", {}).get("schemas", {})
    merged["paths"] = dict(sorted(merged["paths"].items()))
    merged["components"]["schemas"] = dict(sorted(merged["components"]["schemas"].items()))
    return json.dumps(merged, indent=1, ensure_ascii=False) + "\n"


def _route(feature: str, way: "Way", method: str, route: dict[str, Any]) -> dict[str, Any]:
    """With its feature, who may use it, and how it may refuse."""
    sent = [_bounded(one) for one in route.get("parameters", [])]
    route = {**route, "parameters": [*sent, *problems.headers(way)]}
    answers = {code: said for code, said in route["responses"].items() if code != "422"}
    route["responses"] = answers | problems.responses(way, method, route)
    security: list[dict[str, Any]] = [] if way.kind == "public" else [{"login": []}]
    told = {"x-action": way.action} if way.kind == "action" else {"x-access": way.kind}
    scope = {"x-scope": way.scope} if way.scope else {}
    guardian = {"x-guardian": True} if way.guardian else {}
    return {**route, "tags": [feature], "security": security, **told, **scope, **guardian}


def _bounded(sent: dict[str, Any]) -> dict[str, Any]:
    schema = {BOUNDS.get(name, name): value for name, value in sent["schema"].items()}
    return {**sent, "schema": schema}


def _renamed(feature: str, new: dict[str, Any], known: dict[str, Any]) -> dict[str, str]:
    """If two features have different models of one name, such as `Entry`, the later one's gets the
    feature's name as a prefix.
    """
    return {
        name: f"{feature.title()}{name}"
        for name, schema in new.items()
        if name in known and known[name] != schema
    }


def _with(text: str, renamed: dict[str, str]) -> str:
    for old, new in renamed.items():
        text = text.replace(f'"#/components/schemas/{old}"', f'"#/components/schemas/{new}"')
        text = text.replace(f'"{old}": {{', f'"{new}": {{', 1)
    return text
