"""The HTTP server of the control API, on loopback."""

from http.server import ThreadingHTTPServer

from operate import loopback
from operate.fleet import control
from operate.fleet.fleet import Fleet


class Door(loopback.Door):
    """One request; `fleet` is set on the class that the server gets."""

    fleet: Fleet
    largest = 4_000_000

    def reply(self, body: bytes) -> loopback.Reply:
        return loopback.Reply(*control.answer(self.fleet, self.command, self.path, body))


def serving(fleet: Fleet, port: int) -> ThreadingHTTPServer:
    """Bound to loopback, not yet serving."""
    return ThreadingHTTPServer(("127.0.0.1", port), type("Door", (Door,), {"fleet": fleet}))
