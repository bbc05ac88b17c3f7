"""The processes beside the engine: the local gateways and the simulated fleet."""

import socket
import time
from collections.abc import Callable
from contextlib import suppress

import httpx

from operate import processes
from operate.failure import Failure
from operate.home import LOOPBACK, Home

TO_ANSWER, TO_CONNECT = 60, 60
BETWEEN = 0.2


def start_gateway(home: Home) -> None:
    _begin(home, "gateway")
    _answers(home, "gateway", lambda: _listens(home.port("gateway")))


def begin_fleet(home: Home) -> None:
    """Starts the fleet without waiting; existing things reconnect in the background."""
    _begin(home, "fleet")


def _begin(home: Home, name: str) -> None:
    """A stranger on its port would be taken for it, as only that something listens is asked."""
    if not processes.running(home, name):
        processes.wait_free(home, name)
    processes.start_module(home, name)


def start_fleet(home: Home) -> list[str]:
    """Starts the fleet and returns the things that are still not connected after a minute."""
    begin_fleet(home)
    _answers(home, "fleet", lambda: _listens(home.port("fleet")))
    try:
        with httpx.Client(base_url=home.url("fleet"), timeout=30, trust_env=False) as fleet:
            return unconnected(fleet, TO_CONNECT)
    except httpx.HTTPError as error:
        raise Failure(f"the fleet does not report which devices are connected: {error}") from error


def unconnected(fleet: httpx.Client, within: float) -> list[str]:
    limit = time.monotonic() + within
    while missing := _missing(fleet):
        if time.monotonic() > limit:
            break
        time.sleep(BETWEEN)
    return missing


def simulated(fleet: httpx.Client) -> list[str]:
    """Things of the simulated city that are not connected; `up` does not wait for these."""
    return list(fleet.get("/unconnected").raise_for_status().json()["simulated"])


def _missing(fleet: httpx.Client) -> list[str]:
    return list(fleet.get("/unconnected").raise_for_status().json()["things"])


def _answers(home: Home, name: str, answering: Callable[[], bool]) -> None:
    limit = time.monotonic() + TO_ANSWER
    while not answering():
        if not processes.running(home, name) or time.monotonic() > limit:
            raise processes.Died(f"{name} does not answer:\n{processes.tail(home, name)}")
        time.sleep(0.05)


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
        return True
    return False
