"""What the server knows of the cities of its home: their gateways, secrets, and
callback addresses.
"""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from infra import settings
from linli import names
from operate import after_deploy
from operate.home import Home

FRESH = 60.0  # seconds for which the city's data are cached


class Contract(NamedTuple):
    kind: str
    per_second: int


class Town:
    """Cities for guards are copies of the home's own: the same gateways with other secrets."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._known: dict[tuple[str, ...], tuple[Any, float]] = {}

    def contracts(self) -> dict[str, Contract]:
        """By name of the gateway."""
        known = settings.load(str(self.home.city_file())).gateways
        return {
            gateway.name: Contract(kind, gateway.per_second)
            for kind, gateways in known.items()
            for gateway in gateways
        }

    def city(self) -> str:
        return self.home.city() or ""

    def secret(self, city: str, gateway: str) -> bytes | None:
        key = "secret", city, gateway
        found: bytes | None = self._fresh(key, lambda: self._secret(city, gateway))
        return found

    def callback(self, city: str, gateway: str) -> str | None:
        api: str | None = self._fresh(("api", city), lambda: self._api(city))
        return api and f"{api}/v1/notify/callbacks/{gateway}"

    def _secret(self, city: str, gateway: str) -> bytes | None:
        keys = self.home.client("secretsmanager")
        try:
            found = keys.get_secret_value(SecretId=names.secret(city, gateway))
        except keys.exceptions.ResourceNotFoundException:
            return None
        return str(found["SecretString"]).encode()

    def _api(self, city: str) -> str | None:
        known = self.home.endpoints()
        if known.get("city") == city:
            return str(known["api"])
        try:
            return str(after_deploy.endpoints(self.home, city)["api"])
        except StopIteration:
            return None

    def _fresh(self, key: tuple[str, ...], look: Callable[[], Any]) -> Any:
        """Cached, except what does not exist yet, which is looked up each time."""
        found, until = self._known.get(key, (None, 0.0))
        if found is None or until < time.monotonic():
            found = look()
            self._known[key] = found, time.monotonic() + FRESH
        return found
