"""HTTP on loopback for what simulates devices and suppliers. Pages in a browser get nothing."""

import json
import logging
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from typing import Any, NamedTuple

log = logging.getLogger("loopback")


class Reply(NamedTuple):
    """`content` is JSON, or a page as text, whose type is in `headers`; None closes the connection
    without an answer.
    """

    status: int
    content: Any
    headers: Mapping[str, str] = {}


class Door(BaseHTTPRequestHandler):
    """One request with a body of at most `largest` bytes; a subclass answers it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    largest = 1_000_000

    def reply(self, body: bytes) -> Reply:
        raise NotImplementedError

    def do_GET(self) -> None:
        length = self.headers.get("Content-Length", "0")
        local = self.headers.get("Host", "").rpartition(":")[0] in ("127.0.0.1", "localhost")
        small = length.isascii() and length.isdigit() and int(length) <= self.largest
        if not (local and small) or self.headers.get("Origin"):
            # the body stays unread; unless told, a client would send its next request here too
            return self._send(Reply(403, {"error": "refused"}, {"Connection": "close"}))
        body = self.rfile.read(int(length))
        try:
            reply = self.reply(body)
        except Exception as error:
            log.exception("%s %s", self.command, self.path.partition("?")[0])
            reply = Reply(500, {"error": "failed", "reason": repr(error)})
        return self._send(reply)

    do_POST = do_DELETE = do_GET  # noqa: N815 - the names that the parent calls

    def _send(self, reply: Reply) -> None:
        if reply.content is None:
            self.close_connection = True
            return
        page = isinstance(reply.content, str)
        text = reply.content if page else json.dumps(reply.content, ensure_ascii=False)
        body, kind = text.encode(), {} if page else {"Content-Type": "application/json"}
        self.send_response(reply.status)
        for name, value in {**kind, **reply.headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Logs nothing: requests are frequent, and their lines may contain a phone number."""
