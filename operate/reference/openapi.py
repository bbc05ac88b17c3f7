"""One OpenAPI document of all features, as their routes describe themselves."""

import json
from typing import Any

from operate.reference import features

ABOUT = {"title": "Linli", "version": "1"}
BEARER = {"type": "openIdConnect", "openIdConnectUrl": "/.well-known/openid-configuration"}


def document() -> str:
    merged: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": ABOUT,
        "paths": {},
        "components": {"schemas": {}, "securitySchemes": {"login": BEARER}},
    }
    for feature, api in features.apis().items():
        own = json.loads(api.get_openapi_json_schema(**ABOUT))
        schemas = own.get("components", {}).get("schemas", {})
        renamed = _renamed(feature, schemas, merged["components"]["schemas"])
        own = json.loads(_with(json.dumps(own), renamed))
        for path, routes in own["paths"].items():
            merged["paths"][path] = {m: _route(feature, api, m, path, r) for m, r in routes.items()}
        merged["components"]["schemas"] |= own.get("components", {}).get("schemas", {})
    merged["paths"] = dict(sorted(merged["paths"].items()))
    merged["components"]["schemas"] = dict(sorted(merged["components"]["schemas"].items()))
    return json.dumps(merged, indent=1, ensure_ascii=False) + "\n"


def _route(feature: str, api: Any, method: str, path: str, route: dict[str, Any]) -> dict[str, Any]:
    """With its feature, and who may use it; ids are the route's own, so that they stay."""
    kind = api.kinds.get((method.upper(), path.replace("<", "{").replace(">", "}")), "")
    action = api.actions.get((method.upper(), path), "")
    security: dict[str, Any] = (
        {"security": []} if kind == "public" else {"security": [{"login": []}]}
    )
    told = {"x-action": action} if action else {"x-access": kind}
    return {**route, "tags": [feature], **security, **told}


def _renamed(feature: str, new: dict[str, Any], known: dict[str, Any]) -> dict[str, str]:
    """Two features may each have an `Entry`: the later one is then the feature's."""
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
