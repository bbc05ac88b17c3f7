"""The HTTP server of the gateways, on loopback."""

import json
import logging
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from operate.gateway import page
from operate.gateway.control import Ask, Control, Reply

log = logging.getLogger("gateway")
LARGEST = 1_000_000


class Door(BaseHTTPRequestHandler):
    """One request; `control` is set on the class that the server gets."""

    control: Control
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        length = self.headers.get("Content-Length", "0")
        local = self.headers.get("Host", "").rpartition(":")[0] in ("127.0.0.1", "localhost")
        small = length.isascii() and length.isdigit() and int(length) <= LARGEST
        if not (local and small) or self.headers.get("Origin"):
            self.close_connection = True  # a page in a browser has no business here
            return self._send(Reply(403, {"error": "refused"}))
        target = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(length))
        try:
            reply = self.control.answer(Ask(self.command, target.path, target.query, headers, body))
        except Exception as error:
            log.exception("%s %s", self.command, target.path)
            reply = Reply(500, {"error": "failed", "reason": repr(error)})
        return self._send(reply)

    do_POST = do_DELETE = do_GET  # noqa: N815 - the names that the parent calls

    def _send(self, reply: Reply) -> None:
        if reply.content is None:
            self.close_connection = True
            return
        is_page = isinstance(reply.content, str)
        body = (
            reply.content if is_page else json.dumps(reply.content, ensure_ascii=False)
        ).encode()
        self.send_response(reply.status)
        for name, value in (page.HEADERS if is_page else reply.headers).items():
            self.send_header(name, value)
        if not is_page:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Logs nothing, as a request line may contain a phone number."""


class Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


def serving(control: Control, port: int) -> Server:
    """Bound to loopback, not yet serving."""
    return Server(("127.0.0.1", port), type("Door", (Door,), {"control": control}))
