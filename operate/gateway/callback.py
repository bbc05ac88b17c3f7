"""Calls a city back with reports, repeatedly until it has accepted them."""

import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from operate.gateway import signature
from operate.gateway.supplier import Reports, Supplier
from operate.gateway.timeline import Timeline
from operate.gateway.town import Town

AT_ONCE, TRIES = 8, 12
OLD = 301  # seconds: an age at which a signature is refused
FIRST, LONGEST = 0.5, 30.0  # seconds between attempts
log = logging.getLogger("gateway")


class Callback:
    """A call that the city refuses with 4xx is not repeated."""

    def __init__(self, town: Town, timeline: Timeline) -> None:
        self.town, self.timeline = town, timeline
        self._http = httpx.Client(timeout=20, trust_env=False)
        self._workers = ThreadPoolExecutor(AT_ONCE, "callback")

    def tell(self, supplier: Supplier, calls: list[Reports], tries: int = 0) -> None:
        """Makes these calls one after the other."""
        self._workers.submit(self._try, supplier, calls, tries)

    def _try(self, supplier: Supplier, calls: list[Reports], tries: int) -> None:
        for number, reports in enumerate(calls):
            status = self._status(supplier, reports)
            if status in (0, 429) or status >= 500:
                self._later(supplier, calls[number:], tries)
                return
            if status != 200:
                log.warning("%s %s: refused, %s", supplier.city, supplier.name, status)

    def _later(self, supplier: Supplier, calls: list[Reports], tries: int) -> None:
        if tries < TRIES:
            wait = min(FIRST * 2**tries, LONGEST)
            self.timeline.after(wait, lambda: self.tell(supplier, calls, tries + 1))

    def _status(self, supplier: Supplier, reports: Reports) -> int:
        try:
            return self._post(supplier, reports)
        except Exception as error:  # noqa: BLE001 - the city may be down, or not be there yet
            log.warning("%s %s: %r", supplier.city, supplier.name, error)
            return 0

    def _post(self, supplier: Supplier, reports: Reports) -> int:
        secret = self.town.secret(supplier.city, supplier.name)
        address = self.town.callback(supplier.city, supplier.name)
        if secret is None or address is None:
            return 0
        body, now = json.dumps({"reports": reports}).encode(), time.time()
        if supplier.habits.forge == "secret":
            secret = b"guessed"
        if supplier.habits.forge == "time":
            now -= OLD
        headers = signature.headers(supplier.name, secret, body, now)
        headers["Content-Type"] = "application/json"
        return self._http.post(address, content=body, headers=headers).status_code
