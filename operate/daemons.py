"""What runs beside the engine: the sign-in, and the things that speak to the broker."""

import socket
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress

import httpx

from operate import processes
from operate.failure import Failure
from operate.home import LOOPBACK, Home

TO_ANSWER, TO_CONNECT = 60, 60
BETWEEN = 0.2


def start_issuer(home: Home) -> None:
    """Before the api's first request: the engine keeps the keys it then fetches for two hours."""
    processes.start_module(home, "issuer")
    address = f"{home.url('issuer')}/.well-known/openid-configuration"
    _answers(home, "issuer", lambda: _responds(address))


def start_fleet(home: Home) -> list[str]:
    """The things that were still not connected after a minute."""
    processes.start_module(home, "fleet")
    _answers(home, "fleet", lambda: _listens(home.port("fleet")))
    try:
        with httpx.Client(base_url=home.url("fleet"), timeout=30, trust_env=False) as fleet:
            return unconnected(fleet, TO_CONNECT)
    except httpx.HTTPError as error:
        raise Failure(f"the fleet does not say what it is connected to: {error}") from error


def unconnected(fleet: httpx.Client, within: float) -> list[str]:
    limit = time.monotonic() + within
    while missing := _missing(fleet):
        if time.monotonic() > limit:
            break
        time.sleep(BETWEEN)
    return missing


def _missing(fleet: httpx.Client) -> list[str]:
    things = fleet.get("/devices").raise_for_status().json()["devices"]
    return [thing["thing"] for thing in things if not thing["connected"]]


def _answers(home: Home, name: str, answering: Callable[[], bool]) -> None:
    limit = time.monotonic() + TO_ANSWER
    while not answering():
        if not processes.running(home, name) or time.monotonic() > limit:
            raise processes.Died(f"{name} does not answer:\n{processes.tail(home, name)}")
        time.sleep(0.05)


def _responds(address: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310
        return bool(answer.status == 200)
    return False


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
        return True
    return False
