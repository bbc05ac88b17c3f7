"""A WebSocket (RFC 6455) as a browser opens one, and no more of it than tests say and hear."""

import base64
import json
import os
import socket
import struct
from urllib.parse import urlsplit

TEXT, CLOSE, PING = 1, 8, 9


class Refused(Exception):
    """The handshake was; its status."""


class Wire:
    def __init__(self, address, patience=60.0):
        parts = urlsplit(address)
        self.socket = socket.create_connection((parts.hostname, parts.port), timeout=patience)
        self.file = self.socket.makefile("rb")
        asked = f"{parts.path}?{parts.query}" if parts.query else parts.path
        lines = [
            f"GET {asked} HTTP/1.1",
            f"Host: {parts.netloc}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        ]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        status = int(self.file.readline().split()[1])
        while self.file.readline().strip():
            pass
        if status != 101:
            self.socket.close()
            raise Refused(status)

    def say(self, said):
        data, mask = json.dumps(said).encode(), os.urandom(4)
        masked = bytes(byte ^ mask[n % 4] for n, byte in enumerate(data))
        head = struct.pack("!BB", 0x80 | TEXT, 0x80 | len(data))
        self.socket.sendall(head + mask + masked)

    def hear(self):
        """The next message; None once it is closed."""
        while True:
            head = self.file.read(2)
            if len(head) < 2:
                return None
            length = head[1] & 0x7F
            if length == 126:
                (length,) = struct.unpack("!H", self.file.read(2))
            said = self.file.read(length)
            if head[0] & 0x0F == CLOSE:
                return None
            if head[0] & 0x0F == TEXT:
                return json.loads(said)

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
