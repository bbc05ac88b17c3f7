"""A way to where photographs are received that breaks once, when a part of one is through."""

import socket
import struct
import threading
from contextlib import closing, suppress
from urllib.parse import urlsplit

PIECE = 64 * 1024
AT_ONCE = struct.pack("ii", 1, 0)  # closed so, the other end sees a reset


class CutOnce:
    """A door beside the real one. `passed` is how much of the first body went through it."""

    def __init__(self, part: float) -> None:
        self.part, self.passed, self.length, self.bodies = part, 0, 0, 0
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def lead(self, context) -> None:
        """Uploads of this browser come by here; a page's policy is about the address it asked."""

        def on(route):
            at = urlsplit(route.request.url)
            if route.request.method != "POST":
                return route.fallback()
            self._to = at.hostname, at.port
            return route.continue_(url=at._replace(netloc=f"127.0.0.1:{self.port}").geturl())

        context.route(lambda url: "/v1/" not in url and "/sign-in/" not in url, on)

    def close(self) -> None:
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._door.accept()
                threading.Thread(target=self._carry, args=(browser,), daemon=True).start()

    def _carry(self, browser: socket.socket) -> None:
        with closing(browser), socket.create_connection(self._to) as there, suppress(OSError):
            head = self._head(browser)
            with self._lock:
                self.bodies += 1
                is_first = self.bodies == 1
            there.sendall(head)
            if is_first:
                return self._break(browser, there, head)
            answers = threading.Thread(target=_pump, args=(there, browser), daemon=True)
            answers.start()
            _pump(browser, there)
            return answers.join()

    def _head(self, browser: socket.socket) -> bytes:
        got = b""
        while b"\r\n\r\n" not in got:
            got += browser.recv(PIECE)
        return got

    def _break(self, browser: socket.socket, there: socket.socket, head: bytes) -> None:
        lines, _, begun = head.partition(b"\r\n\r\n")
        lengths = [line for line in lines.lower().split(b"\r\n") if b"content-length" in line]
        self.length = int(lengths[0].partition(b":")[2])
        self.passed, most = len(begun), int(self.length * self.part)
        while self.passed < most and (piece := browser.recv(min(PIECE, most - self.passed))):
            there.sendall(piece)
            self.passed += len(piece)
        for end in (browser, there):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(PIECE):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
