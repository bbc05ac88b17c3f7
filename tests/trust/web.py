"""The town as a web server: what a gateway does before a function and after it, and no more."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from tests.gateway import event
from tests.trust.town import Answer, Town

JSON = {"Content-Type": "application/json"}
NOBODY, NOWHERE = Answer(401, '{"message":"Unauthorized"}', JSON), Answer(404, "{}", JSON)
MEASURED = tuple(f"/v1/environment/{noun}" for noun in ("indexes", "stations", "warnings"))
PUBLIC = {"GET": MEASURED, "POST": ("/v1/notify/callbacks/",)}


class Web:
    """`Bearer <person>` is the token of that person."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def __call__(self, asked: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        said = self._answer(asked)
        status = HTTPStatus(said.status)
        start(f"{status.value} {status.phrase}", [*said.headers.items()])
        return [said.text.encode()]

    def _answer(self, asked: dict[str, Any]) -> Answer:
        path = asked["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        sub = asked.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        feature = path.split("/")[2] if path.startswith("/v1/") else ""
        if feature not in self.town.handlers:
            return NOWHERE
        if not sub and not path.startswith(PUBLIC.get(asked["REQUEST_METHOD"], ())):
            return NOBODY
        said = asked["wsgi.input"].read().decode("utf-8", "replace")
        query = parse_qs(asked["QUERY_STRING"], keep_blank_values=True)
        event_ = event(
            asked["REQUEST_METHOD"],
            path,
            said or None,
            headers=_headers(asked),
            query={name: ",".join(values) for name, values in query.items()},
            claims={"sub": sub} if sub else None,
        )
        return self.town.handle(feature, event_)


def _headers(asked: dict[str, Any]) -> dict[str, str]:
    named = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in asked.items()
        if name.startswith("HTTP_")
    }
    return named | {"content-type": asked.get("CONTENT_TYPE", "")}
