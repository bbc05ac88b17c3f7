"""The HTTP server of the control API, on loopback."""

import json
import logging
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from operate.fleet import control
from operate.fleet.fleet import Fleet

log = logging.getLogger("fleet")
LARGEST = 4_000_000


class Door(BaseHTTPRequestHandler):
    """One request; `fleet` is set on the class that the server gets."""

    fleet: Fleet
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        local = self.headers.get("Host", "").rpartition(":")[0] in ("127.0.0.1", "localhost")
        if not local or length > LARGEST or self.headers.get("Origin"):
            self.close_connection = True  # a page in a browser has no business here
            return self._send(403, {"error": "refused"})
        body = self.rfile.read(length)
        try:
            return self._send(*control.answer(self.fleet, self.command, self.path, body))
        except Exception as error:
            log.exception("%s %s", self.command, self.path)
            return self._send(500, {"error": "failed", "reason": repr(error)})

    do_POST = do_DELETE = do_GET  # noqa: N815 - the names that the parent calls

    def _send(self, status: int, content: object) -> None:
        body = json.dumps(content, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Logs nothing, as requests are frequent and uninteresting."""


def serving(fleet: Fleet, port: int) -> ThreadingHTTPServer:
    """Bound to loopback, not yet serving."""
    return ThreadingHTTPServer(("127.0.0.1", port), type("Door", (Door,), {"fleet": fleet}))
