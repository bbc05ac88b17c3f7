"""The API of the running city, for the command: a refusal becomes a sentence."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import httpx

from infra.settings import Settings
from operate import sign_in
from operate.failure import Failure
from operate.home import Home

Headers = Mapping[str, str]
NO_HEADERS: Headers = MappingProxyType({})


class Api:
    """The city's API, called as its first operator unless another person is named."""

    def __init__(self, home: Home, city: Settings) -> None:
        self.home, self.city = home, city
        self.http = httpx.Client(base_url=home.endpoints()["api"], timeout=60, trust_env=False)

    def get(self, path: str, by: str = "") -> Any:
        """None for 404."""
        answer = self._send("GET", path, by or self.city.operators[0])
        return None if answer.status_code == httpx.codes.NOT_FOUND else self._said(answer)

    def all(self, path: str) -> Iterator[Any]:
        """All items of a list, page by page."""
        after = ""
        more = "&" if "?" in path else "?"
        while page := self.get(f"{path}{more}after={after}" if after else path):
            yield from page["items"]
            if not (after := quote(page.get("next") or "")):
                return

    def post(self, path: str, body: dict[str, Any], by: str = "") -> Any:
        key = sha256(f"{path} {json.dumps(body, sort_keys=True, default=str)}".encode())
        headers = {"Idempotency-Key": key.hexdigest()[:32]}
        return self._said(self._send("POST", path, by or self.city.operators[0], body, headers))

    def grant(self, person: str, membership: dict[str, Any]) -> None:
        """By one operator; for a strong role also approved by another one."""
        one, *others = (who for who in self.city.operators if who != person)
        said = self.post(f"/v1/accounts/actors/{person}/memberships", membership, by=one)
        if "proposer" in said:
            self.post(f"/v1/accounts/proposals/{said['id']}/approvals", {}, by=others[0])

    def put_new(self, path: str, body: dict[str, Any]) -> Any:
        """Writes only if there is nothing yet."""
        answer = self._send("PUT", path, self.city.operators[0], body, {"If-Match": "0"})
        return self._said(answer)

    def _send(
        self, method: str, path: str, by: str, body: Any = None, headers: Headers = NO_HEADERS
    ) -> httpx.Response:
        token = sign_in.token(self.home, self.city.name, by)
        sent = {"Authorization": f"Bearer {token}", **headers}
        if body is None:
            return self.http.request(method, path, headers=sent)
        sent["Content-Type"] = "application/json"
        return self.http.request(method, path, headers=sent, content=json.dumps(body, default=str))

    @staticmethod
    def _said(answer: httpx.Response) -> Any:
        if answer.is_error:
            asked = f"{answer.request.method} {answer.request.url.path}"
            raise Failure(f"{asked}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None
