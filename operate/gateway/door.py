"""The HTTP server of the gateways, on loopback."""

from http.server import ThreadingHTTPServer
from urllib.parse import urlsplit

from operate import loopback
from operate.gateway.control import Ask, Control


class Door(loopback.Door):
    """One request; `control` is set on the class that the server gets."""

    control: Control
    timeout = 30

    def reply(self, body: bytes) -> loopback.Reply:
        target = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        return self.control.answer(Ask(self.command, target.path, target.query, headers, body))


class Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


def serving(control: Control, port: int) -> Server:
    """Bound to loopback, not yet serving."""
    return Server(("127.0.0.1", port), type("Door", (Door,), {"control": control}))
