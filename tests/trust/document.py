"""The OpenAPI document, and what its schemas say of what is sent and answered."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from operate.reference import openapi
from tests.routes import Route

SCHEMAS = "#/components/schemas/"


@cache
def document() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(openapi.document())
    return read


def operation(route: Route) -> dict[str, Any]:
    found: dict[str, Any] = document()["paths"][route.path][route.method.lower()]
    return found


def sent(route: Route) -> dict[str, Any] | None:
    """The schema of the body that a route takes."""
    content = operation(route).get("requestBody", {}).get("content", {})
    return resolved(content["application/json"]["schema"]) if content else None


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Without references at its head; of several possible the one that is not null."""
    if name := schema.get("$ref"):
        return resolved(document()["components"]["schemas"][name.removeprefix(SCHEMAS)])
    some = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    return resolved(some[0]) if len(some) == 1 else schema


def named(schema: dict[str, Any]) -> set[str]:
    """All fields, in whichever of several shapes."""
    found = set(resolved(schema).get("properties", {}))
    for one in resolved(schema).get("anyOf", ()):
        found |= named(one)
    return found


def answered(route: Route) -> dict[str, Any]:
    """The schema of what is answered if all is well; that of the first such status."""
    found: dict[str, Any] = _content(route)[1]["schema"]
    return found


def kind(route: Route) -> str:
    """As what that is sent: JSON, but for a picture or a table."""
    return _content(route)[0]


def _content(route: Route) -> tuple[str, dict[str, Any]]:
    status, said = next(iter(sorted(operation(route)["responses"].items())))
    assert status < "300", route
    contents: dict[str, Any] = said["content"]
    kind = next(iter(contents))  # what is sent to who asks for nothing else
    return kind, contents[kind]


@cache
def strict() -> dict[str, Any]:
    """Its schemas, where nothing stands in an object but what they name."""
    closed: dict[str, Any] = _closed(document()["components"]["schemas"])
    return closed


def amiss(schema: dict[str, Any], value: Any) -> list[str]:
    """Where the value does not conform, or holds what the schema does not name."""
    whole = _closed(schema) | {"components": {"schemas": strict()}}
    return [
        f"{list(one.path)}: {one.message}" for one in Draft202012Validator(whole).iter_errors(value)
    ]


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(one) for key, one in schema.items()}
    if isinstance(schema.get("properties"), dict) and "type" in schema:
        closed.setdefault("additionalProperties", False)
    return closed
