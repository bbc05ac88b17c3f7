"""Answers requests of cities, of stories and tests, and of people. No sockets here."""

import json
import re
import time
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

from pydantic import ValidationError

from operate.gateway import page, signature
from operate.gateway.habits import Habits
from operate.gateway.house import House
from operate.gateway.message import Sending
from operate.gateway.supplier import Supplier
from operate.loopback import Reply

CITY = re.compile(r"/([a-z0-9]{1,12})/([a-z][a-z0-9-]{0,15})/messages")
OURS = re.compile(r"/gateways/([a-z0-9]{1,12})/([a-z][a-z0-9-]{0,15})/(behaviour|presses)")
SHOWN = 200  # messages per page


class Ask(NamedTuple):
    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


class Control:
    def __init__(self, house: House) -> None:
        self.house = house

    def answer(self, ask: Ask) -> Reply:
        if ask.method == "POST" and (at := CITY.fullmatch(ask.path)):
            return self._take(self.house.supplier(*at.groups()), ask)
        if at := OURS.fullmatch(ask.path):
            city, name, act = at.groups()
            return self._told(self.house.supplier(city, name), act, ask)
        return self._shown(ask)

    def _take(self, supplier: Supplier | None, ask: Ask) -> Reply:
        """By the contract; see docs/gateways.md."""
        if supplier is None:
            return Reply(404, {"error": "unknown-gateway"})
        if not self._is_genuine(supplier, ask):
            return Reply(401, {"error": "forged"})
        habits = supplier.habits
        time.sleep(habits.slow)
        if habits.refuse:
            return Reply(habits.refuse, {"error": "refused"})
        try:
            status, content = supplier.take(Sending.model_validate_json(ask.body))
        except ValidationError as error:
            return Reply(422, {"error": "not-understood", "reason": str(error)})
        if habits.hang_up:
            return Reply(0, None)
        return Reply(status, content, {"Retry-After": "1"} if status == 429 else {})

    def _is_genuine(self, supplier: Supplier, ask: Ask) -> bool:
        secret = self.house.town.secret(supplier.city, supplier.name)
        at = ask.headers.get("linli-time", "")
        signed = ask.headers.get("linli-signature", "")
        named = ask.headers.get("linli-gateway") == supplier.name
        return named and bool(
            secret and signature.is_genuine(secret, at, signed, ask.body, time.time())
        )

    def _told(self, supplier: Supplier | None, act: str, ask: Ask) -> Reply:
        if supplier is None:
            return Reply(404, {"error": "unknown-gateway"})
        try:
            told = json.loads(ask.body or b"{}")
            if act == "presses":
                pressed = supplier.press(str(told["to"]), str(told.get("key", "1")))
                return Reply(200 if pressed else 404, {"pressed": pressed})
            if ask.method in ("POST", "DELETE"):
                new = Habits() if ask.method == "DELETE" else supplier.habits.told(told)
                supplier.behave(new)
        except (ValueError, KeyError, TypeError) as error:
            return Reply(422, {"error": "not-understood", "reason": str(error)})
        return Reply(200, supplier.about())

    def _shown(self, ask: Ask) -> Reply:
        match ask.method, ask.path:
            case "GET", "/health":
                return Reply(200, {"ready": True})
            case "GET", "/gateways":
                return Reply(200, {"gateways": [one.about() for one in self.house.suppliers()]})
            case "DELETE", "/gateways":
                for one in self.house.suppliers():
                    one.behave(Habits())
                return Reply(200, {})
            case "GET", "/messages":
                return self._messages(_query(ask))
            case "GET", "/":
                phones = page.phones(self.house.listed(), _query(ask), ask.headers)
                return Reply(200, phones, page.HEADERS)
        return Reply(404, {"error": "no-such-address"})

    def _messages(self, query: dict[str, str]) -> Reply:
        after = query.get("after", "")
        known = {name: query.get(name, "") for name in ("to", "city", "gateway", "kind", "id")}
        found = self.house.listed(int(after) if after.isdigit() else 0, **known)
        some = list(islice(found, SHOWN))
        shown = [one.model_dump(mode="json") for one in some]
        return Reply(200, {"messages": shown, "next": some[-1].number if some else None})


def _query(ask: Ask) -> dict[str, str]:
    """A + is literal here, as phone numbers begin with it."""
    parsed = parse_qs(ask.query.replace("+", "%2B"))
    return {name: unquote(values[-1]) for name, values in parsed.items()}
