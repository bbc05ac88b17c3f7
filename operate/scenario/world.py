"""The city in which a story is played: its API, its people's sign-in, its fleet and its clock."""

import json
import uuid
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

from infra import settings
from infra.settings import Settings
from linli import names
from operate import after_deploy, engine_process, sign_in
from operate.home import Home
from operate.scenario import clock

PROPOSED, ENOUGH = 202, 15.0


class NoCity(Exception):
    """No city is running."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; a body that is not JSON is its text."""

    status: int
    body: Any


class World:
    """One city, as far as it can be reached from outside."""

    def __init__(self, home: Home, city: Settings, api: str) -> None:
        self.home, self.city, self.api = home, city.name, api.rstrip("/")
        self.code, self.operators = city.code, city.operators
        self.patience = 1.0  # factor of every `within`
        self.hopeless: str | None = None  # the id of the step that must fail
        self.enough = ENOUGH  # seconds to wait for that step at most
        self.out = home.path("out", self.city)  # the assembly it was deployed from

    @classmethod
    def current(cls, home: Home) -> "World":
        """The city that `up` started."""
        city = home.city()
        if not city or not engine_process.ready(home):
            raise NoCity("no city is up: ./linli up")
        return cls.of(home, city, home.city_file())

    @classmethod
    def of(cls, home: Home, city: str, file: Path) -> "World":
        """The city in a file, as it is deployed."""
        api = after_deploy.endpoints(home, city)["api"]
        return cls(home, settings.load(str(file)).model_copy(update={"name": city}), api)

    @property
    def issuer(self) -> str:
        return self.api + after_deploy.SIGN_IN

    @property
    def operator(self) -> str:
        return self.operators[0]

    @cached_property
    def _http(self) -> httpx.Client:
        return httpx.Client(timeout=30, trust_env=False)

    @cached_property
    def dynamodb(self) -> Any:
        return self.home.client("dynamodb")

    @cached_property
    def functions(self) -> Any:
        return self.home.client("lambda")

    def ask(
        self,
        method: str,
        path: str,
        by: str | None,
        body: Any = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """One request, signed in as that person; None is anonymous."""
        sent = dict(headers or {})
        if by:
            sent["Authorization"] = f"Bearer {sign_in.token(self.home, self.city, by)}"
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        if content is not None:
            sent.setdefault("Content-Type", "application/json")
        said = self._http.request(method, self.api + path, headers=sent, content=content)
        try:
            answer = said.json() if said.content else None
        except ValueError:
            answer = said.text
        return Answer(said.status_code, answer)

    def introduce(self, sub: str, name: str, phone: str | None = None) -> None:
        """Creates a person, who has no role yet."""
        known = {"name": name} | ({"phone": phone} if phone else {})
        sign_in.invite(self.home, self.city, sub, **known)

    def grant(self, sub: str, membership: dict[str, Any]) -> Answer:
        """Requested by one operator, and approved by the other if the role needs two; the last
        answer, which may be a refusal.
        """
        path, key = f"/v1/accounts/actors/{sub}/memberships", uuid.uuid4().hex
        said = self.ask("POST", path, self.operator, membership, {"Idempotency-Key": key})
        if said.status != PROPOSED:
            return said
        path = f"/v1/accounts/proposals/{said.body['id']}/approvals"
        return self.ask("POST", path, self.operators[1], {}, {"Idempotency-Key": key})

    def fleet(self, method: str, path: str, body: Any = None) -> Any:
        """Calls the fleet's control API."""
        base = f"http://127.0.0.1:{self.home.port('fleet')}"
        said = self._http.request(method, base + path, json=body)
        said.raise_for_status()
        return said.json() if said.content else None

    def messages(self, number: str) -> list[dict[str, Any]]:
        """What gateways delivered to a phone, oldest first."""
        said = self._http.get(f"{self.home.url('gateway')}/messages", params={"to": number})
        found: list[dict[str, Any]] = said.raise_for_status().json()["messages"]
        return found

    def behave(self, gateway: str, how: dict[str, Any]) -> None:
        """Sets the behaviour of a gateway on the local server; the default one if empty."""
        address = f"{self.home.url('gateway')}/gateways/{self.city}/{gateway}/behaviour"
        self._http.delete(address).raise_for_status()
        if how:
            self._http.post(address, json=how).raise_for_status()

    def press(self, gateway: str, number: str, key: str) -> None:
        """Presses a key in this gateway's latest call to the number."""
        address = f"{self.home.url('gateway')}/gateways/{self.city}/{gateway}/presses"
        self._http.post(address, json={"to": number, "key": key}).raise_for_status()

    def send(self, url: str, fields: dict[str, str], file: bytes) -> Answer:
        """Posts a form with a file to an address that needs no sign-in."""
        said = self._http.post(url, data=fields, files={"file": ("photo.jpg", file)})
        return Answer(said.status_code, said.text)

    def advance(self, community: str, span: str) -> None:
        clock.advance(self.home, community, span)

    def be_ready(self) -> None:
        """Creates in advance what is otherwise created at first use, so that steps within
        `together` begin together.
        """
        _ = self._http, self.functions

    def sweep(self, feature: str) -> None:
        sweeper = names.resource(self.city, feature, "sweeper")
        self.functions.invoke(FunctionName=sweeper, Payload=b"{}")

    def restart(self) -> None:
        """Stops the engine in good order and starts it, with everything that follows a start."""
        engine_process.stop(self.home)
        engine_process.start(self.home, self.home.region())
        after_deploy.settle(self.home, self.city, self.out)
