"""The refusals of a route, from what it states about itself; see linli.api and linli.errors."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, get_args

from linli.errors import PROBLEM
from linli.purposes import Purpose

if TYPE_CHECKING:  # importing it needs a city's settings
    from linli.standing import Way

SCHEMAS: dict[str, Any] = {
    "Problem": {
        "title": "Problem",
        "description": "RFC 9457. `code` is stable and for programs, `title` is for people.",
        "type": "object",
        "required": ["status", "code"],
        "properties": {
            "status": {"type": "integer"},
            "code": {"type": "string"},
            "title": {"type": "string"},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Wrong"}},
            "yours": {"type": "integer", "description": "The version that was edited."},
            "count": {"type": "integer", "description": "Of what is objected to."},
            "current": {"type": "object", "description": "The noun as it is now."},
        },
    },
    "Wrong": {
        "title": "Wrong",
        "type": "object",
        "required": ["pointer", "code"],
        "properties": {"pointer": {"type": "string"}, "code": {"type": "string"}},
    },
    "Unauthorized": {
        "title": "Unauthorized",
        "description": "What the gateway answers where no valid token came along.",
        "type": "object",
        "properties": {"message": {"type": "string"}},
    },
}
PURPOSE = {
    "name": "linli-purpose",
    "in": "header",
    "required": True,
    "description": "What the data is asked for.",
    "schema": {"type": "string", "enum": list(get_args(Purpose)), "title": "Linli-Purpose"},
}
FOR = {
    "name": "linli-for",
    "in": "header",
    "required": False,
    "description": "Whom the caller acts for, by a mandate of this scope or as his guardian.",
    "schema": {"type": "string", "maxLength": 64, "title": "Linli-For"},
}


def headers(way: "Way") -> list[dict[str, Any]]:
    return [*([PURPOSE] if way.purpose else []), *([FOR] if way.scope or way.guardian else [])]


def responses(way: "Way", method: str, route: dict[str, Any]) -> dict[str, Any]:
    """The body by status."""
    statuses = sorted(_statuses(way, method, route))
    return {str(status.value): _response(status, way) for status in statuses}


def _statuses(way: "Way", method: str, route: dict[str, Any]) -> Iterator[HTTPStatus]:
    sent = {(one["in"], one["name"]) for one in route.get("parameters", [])}
    yield HTTPStatus.UNAUTHORIZED
    if way.kind != "public":
        yield HTTPStatus.FORBIDDEN
    if way.kind == "action" or any(place == "path" for place, _ in sent) or "requestBody" in route:
        yield HTTPStatus.NOT_FOUND
    if method != "GET":
        yield HTTPStatus.CONFLICT
    if ("header", "if-match") in sent:
        yield HTTPStatus.PRECONDITION_FAILED
    if sent or "requestBody" in route:
        yield HTTPStatus.UNPROCESSABLE_ENTITY
    yield from (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR)


def _response(status: HTTPStatus, way: "Way") -> dict[str, Any]:
    if status == HTTPStatus.UNAUTHORIZED and way.kind != "public":
        return _body(status, "application/json", "Unauthorized")
    told = _body(status, PROBLEM, "Problem")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        seconds = {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}
        return {**told, "headers": {"Retry-After": seconds}}
    return told


def _body(status: HTTPStatus, kind: str, schema: str) -> dict[str, Any]:
    content = {kind: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": status.phrase, "content": content}
