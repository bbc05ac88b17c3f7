"""Gateways on loopback that tests tell how to behave, and a city that knows them."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)
CHANNELS = {
    "sms": ("sms-a", "sms-b"),
    "voice": ("voice-a", "voice-b"),
    "robot": ("robot",),
    "email": ("email",),
}


class Fake:
    """One gateway: `got` holds the bodies in order, `behave` may answer (status, headers, bytes)
    or take a while.
    """

    def __init__(self, name):
        self.name, self.secret = name, f"secret of {name}"
        self.got, self.headers, self.behave = [], [], None
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                fake.headers.append(dict(self.headers))
                fake.got.append(json.loads(raw))
                status, headers, body = fake.answer(raw, self)
                self.send_response(status)
                for header in headers.items():
                    self.send_header(*header)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, raw, handler):
        if self.behave:
            return self.behave(raw, handler)
        return taking(raw)

    def signed(self, body, at, secret=None):
        """The headers of a callback of this gateway."""
        made = (secret or self.secret).encode()
        mac = hmac.new(made, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        return {"Linli_Gateway": self.name, "Linli_Time": at, "Linli_Signature": f"v1={mac}"}

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def taking(raw, refused=()):
    """A gateway's usual answer."""
    all_of_it = range(len(json.loads(raw)["to"]))
    said = {
        "accepted": [n for n in all_of_it if n not in refused],
        "refused": [{"index": n, "code": "bad-number"} for n in refused],
    }
    return 200, {"Content-Type": "application/json"}, json.dumps(said).encode()


def failing(status=503):
    return lambda raw, handler: (status, {}, b"")


@pytest.fixture
def fakes(monkeypatch):
    """By name: two for SMS, two for voice, one robot, one for e-mail."""
    from functions.notify.gateways import client, supply

    made = {name: Fake(name) for names in CHANNELS.values() for name in names}
    monkeypatch.setattr(client, "secret", lambda name: made[name].secret.encode())
    supply.forget()
    yield made
    for fake in made.values():
        fake.close()


@pytest.fixture
def know(monkeypatch):
    """know(gateways, **settings): the city's file says so."""
    from linli import city

    known = city.FILE

    def write(gateways, **settings):
        path = known.with_name("gateways.json")
        path.write_text(
            json.dumps(json.loads(known.read_text()) | settings | {"gateways": gateways})
        )
        monkeypatch.setattr(city, "FILE", path)
        city.city.cache_clear()

    yield write
    monkeypatch.undo()
    city.city.cache_clear()


@pytest.fixture
def town(fakes, know):
    """A city with all of them; sms-a carries sixty of a hundred."""
    share = {"sms-a": 60, "sms-b": 40, "voice-a": 50, "voice-b": 50}
    know(
        {
            channel: [{"name": n, "url": fakes[n].url, "share": share.get(n, 100)} for n in names]
            for channel, names in CHANNELS.items()
        }
    )
    return fakes
