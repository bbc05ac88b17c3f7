"""Brings requests from loopback to the site, and its answers back."""

from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from operate.issuer.exchange import COOKIE, Ask, Reply
from operate.issuer.site import Site

LARGEST, DRAINED = 64 * 1024, 1024 * 1024
FORM = "application/x-www-form-urlencoded"


class Door(BaseHTTPRequestHandler):
    """One request; `site` is set on the class that a server is given."""

    site: Site
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_OPTIONS = do_GET  # noqa: N815 - the names that the parent calls

    def _serve(self) -> None:
        length = _number(self.headers.get("Content-Length", "0"))
        if not 0 <= length <= LARGEST:
            self.close_connection = True
            self.rfile.read(max(0, min(length, DRAINED)))  # unread, it would cut the answer off
            return self._send(Reply(413, "Too large."))
        body = self.rfile.read(length)
        if self.headers.get("Host", "") not in self._names():
            return self._send(Reply(421, "This is not the address of the issuer."))
        if self.command == "POST" and self.headers.get_content_type() != FORM:
            return self._send(Reply(415, "A form is expected."))
        return self._send(self.site.answer(self._ask(body)))

    def _names(self) -> tuple[str, ...]:
        """Only its own: a page elsewhere may not have its name lead here."""
        port = self.connection.getsockname()[1]
        return f"127.0.0.1:{port}", f"localhost:{port}"

    def _ask(self, body: bytes) -> Ask:
        target = urlsplit(self.path)
        return Ask(
            method=self.command,
            path=target.path,
            query=parse_qs(target.query, keep_blank_values=True),
            form=parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True),
            headers={name.lower(): value for name, value in self.headers.items()},
            cookie=_cookie(self.headers.get("Cookie", "")),
        )

    def _send(self, reply: Reply) -> None:
        body = reply.body.encode()
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Not the request line, in which a code may stand."""


def _number(length: str) -> int:
    """-1 for what is none."""
    return int(length) if length.isascii() and length.isdigit() else -1


def _cookie(header: str) -> str:
    try:
        morsel = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def serving(site: Site, port: int) -> ThreadingHTTPServer:
    """Bound to loopback, not yet serving."""
    return ThreadingHTTPServer(("127.0.0.1", port), type("Door", (Door,), {"site": site}))
