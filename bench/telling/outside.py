"""What surrounds the functions: the API's address, and the gateways' view of the city."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from operate.gateway import town
from operate.gateway.town import Contract

if TYPE_CHECKING:
    from .place import Place

SHARES = {"sms-a": 60, "sms-b": 40, "voice-a": 50, "voice-b": 50, "robot": 100, "email": 100}
PER_SECOND = 2_000


class Town(town.Town):
    """The city as the gateways know it."""

    def __init__(self, place: "Place") -> None:
        self.place = place

    def contracts(self) -> dict[str, Contract]:
        return {name: Contract(name.partition("-")[0], PER_SECOND) for name in SHARES}

    def city(self) -> str:
        return "bench"

    def secret(self, city: str, gateway: str) -> bytes:
        return f"secret of {gateway}".encode()

    def callback(self, city: str, gateway: str) -> str:
        return f"{self.place.address}/v1/notify/callbacks/{gateway}"


class _Api(BaseHTTPRequestHandler):
    """Serves the API to the gateways at an address."""

    place: "Place"
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.place.lock:
            answer = self.place.request("POST", self.path, body, headers)
            self.place.reported += len(json.loads(body)["reports"])
            self.place.calls_back += 1
        self.send_response(answer["statusCode"])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Logs nothing."""


def serving(place: "Place") -> str:
    """Starts to serve, and returns the address."""
    named = type("Api", (_Api,), {"place": place})
    server = ThreadingHTTPServer(("127.0.0.1", 0), named)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"
