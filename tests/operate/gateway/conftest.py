"""A gateway server on loopback, the city that it calls back, and who signs for the city."""

import hashlib
import hmac
import json
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from operate.gateway import door
from operate.gateway.control import Control
from operate.gateway.house import House
from operate.gateway.town import Contract
from tests.waiting import until

SECRET = b"between us"
PHONE = "+8617000000001"


class City:
    """Hears callbacks: `calls` are (headers, reports, raw); `status` is what it answers next."""

    def __init__(self):
        self.calls, self.statuses = [], []
        city = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                reports = json.loads(raw)["reports"]
                city.calls.append((dict(self.headers), reports, raw, self.path))
                self.send_response(city.statuses.pop(0) if city.statuses else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def reports(self):
        return [report for _, reports, _, _ in self.calls for report in reports]

    def heard(self, number):
        """Once so many reports came; what came until then."""
        until(lambda: len(self.reports) >= number, 60)
        return self.reports


class Town:
    """One city, x, with its gateways."""

    def __init__(self, city):
        self.address = f"http://127.0.0.1:{city.server.server_port}"

    def contracts(self):
        return {
            "sms-a": Contract("sms", 1_000),
            "sms-b": Contract("sms", 10),
            "voice": Contract("voice", 100),
            "robot": Contract("robot", 100),
        }

    def city(self):
        return "x"

    def secret(self, city, gateway):
        return SECRET if city == "x" else None

    def callback(self, city, gateway):
        return f"{self.address}/v1/notify/callbacks/{gateway}"


@pytest.fixture
def city():
    city = City()
    yield city
    city.server.shutdown()
    city.server.server_close()


class Gateway:
    """The server, as a city and as a test see it."""

    def __init__(self, port):
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=10)

    def send(self, to="sms-a", *, secret=SECRET, age=0, headers=None, raw=None, city="x", **more):
        body = raw or json.dumps(sending(**more)).encode()
        at = str(int(time.time()) - age)
        mac = hmac.new(secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        signed = {"Linli-Gateway": to, "Linli-Time": at, "Linli-Signature": f"v1={mac}"}
        return self.http.post(
            f"/{city}/{to}/messages", content=body, headers=signed | (headers or {})
        )

    def behave(self, name="sms-a", **habits):
        answer = self.http.post(f"/gateways/x/{name}/behaviour", json=habits)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def messages(self, **query):
        return self.http.get("/messages", params=query).json()["messages"]


def sending(**more):
    usual = {
        "id": "n-0123456789-1",
        "to": [PHONE],
        "template": "incidents.dispatched",
        "variables": {"number": "1"},
        "text": "工单<1>",
        "language": "zh",
        "expires_at": (datetime.now(UTC) + timedelta(hours=1)).isoformat(),
    }
    return usual | more


@pytest.fixture
def gateway(city):
    server = door.serving(Control(House(Town(city))), 0)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    client = Gateway(server.server_port)
    client.behave(delay=0.01)
    yield client
    client.http.close()
    server.shutdown()
    server.server_close()
