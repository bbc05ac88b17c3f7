"""The city and the local gateway server, each by its own reading of docs/gateways.md."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from operate.gateway import door
from operate.gateway.control import Control
from operate.gateway.house import House
from operate.gateway.town import Contract
from tests.functions.notify.conftest import CONTEXT, PLACE
from tests.functions.notify.gateways.test_outgoing import Post, reach  # noqa: F401 - a fixture
from tests.waiting import until

NAMES = {"sms": ("sms-a", "sms-b"), "voice": ("voice-a",)}


class City:
    """The api behind an address: one request at a time, as it is one process here."""

    def __init__(self):
        from functions.notify import api

        self.statuses = []
        lock, statuses = threading.Lock(), self.statuses

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
                event = {
                    "version": "2.0",
                    "rawPath": self.path,
                    "rawQueryString": "",
                    "headers": {name.lower(): value for name, value in self.headers.items()},
                    "requestContext": {
                        "requestId": "r",
                        "stage": "$default",
                        "http": {"method": "POST", "path": self.path},
                    },
                    "body": raw,
                    "isBase64Encoded": False,
                }
                with lock:
                    status = api.handler(event, CONTEXT)["statusCode"]
                    statuses.append(status)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


class Town:
    def __init__(self, city):
        self.address = f"http://127.0.0.1:{city.server.server_port}"

    def contracts(self):
        return {name: Contract(kind, 1_000) for kind, names in NAMES.items() for name in names}

    def city(self):
        return "test"

    def secret(self, city, gateway):
        return f"secret of {gateway}".encode()

    def callback(self, city, gateway):
        return f"{self.address}/v1/notify/callbacks/{gateway}"


@pytest.fixture
def house(row, know, monkeypatch):
    """The server's house; the city of the tests knows its gateways."""
    from functions.notify.gateways import client, supply
    from operate.gateway.habits import Habits

    city = City()
    house = House(Town(city))
    server = door.serving(Control(house), 0)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/test"
    know({kind: [{"name": n, "url": f"{url}/{n}"} for n in names] for kind, names in NAMES.items()})
    monkeypatch.setattr(client, "secret", secret_of)
    supply.forget()
    for one in house.suppliers():
        one.behave(Habits(delay=0.01))
    house.city_of_test = city
    yield house
    for one in (server, city.server):
        one.shutdown()
        one.server_close()


def secret_of(gateway):
    return f"secret of {gateway}".encode()


@pytest.fixture
def post(house, reach, li, said):  # noqa: F811
    return Post(said)


def behave(house, *names, **habits):
    for name in names:
        one = house.supplier("test", name)
        one.behave(one.habits.told(habits))


def state(attempt):
    from functions.notify.notices import store as notices_store

    return notices_store.attempt(attempt.notice_id, attempt.number).state


def test_a_notice_goes_out_and_its_delivery_comes_back(ask, post, house, said):
    ask(urgency="P1")
    attempt = post()
    until(lambda: state(attempt) == "delivered")
    [kept] = house.listed()
    assert (kept.gateway, kept.seen) == (attempt.gateway, 1)
    assert len(said("NoticeDelivered")) == 1


def test_killed_after_it_was_sent_the_person_gets_it_once(ask, post, house, monkeypatch):
    from functions.notify.notices import acts

    ask(urgency="P1")
    report = acts.report

    def killed(*given, **more):
        if given[2] == "accepted":
            raise RuntimeError
        return report(*given, **more)

    with monkeypatch.context() as patch:
        patch.setattr(acts, "report", killed)
        post(failed=1)
    post()
    [kept] = house.listed()
    assert kept.seen in (1, 2)  # its delivery may have been heard before the second try


def test_who_takes_it_and_hangs_up_is_asked_again_and_delivers_once(ask, post, house):
    """The other one was asked at once, as nobody knew: better twice than never. Reports are held,
    since one that is heard before the second try makes it needless.
    """
    behave(house, "sms-a", "sms-b", hang_up=True, reorder=9)
    ask(urgency="P1")
    held = post(failed=1)
    first, other = held.gateway, "sms-b" if held.gateway == "sms-a" else "sms-a"
    behave(house, first, hang_up=False)
    post()
    assert {one.gateway: one.seen for one in house.listed()} == {first: 2, other: 1}


def test_badly_reported_it_is_known_once_all_the_same(ask, post, house, said, advance, sweep):
    """Doubled and backwards, of a call that was answered by key."""
    behave(house, "voice-a", presses="1", duplicate=2, reorder=2)
    ask(urgency="P1")
    advance(PLACE, 61)
    sweep()
    attempt = post(channel="voice")
    until(lambda: len(house.city_of_test.statuses) >= 6)
    assert set(house.city_of_test.statuses) == {200}
    assert state(attempt) == "answered"
    assert len(said("NoticeAnswered")) == 1
    assert len(said("NoticeDelivered")) <= 1


def test_forged_reports_are_not_believed(ask, post, house):
    behave(house, "sms-a", "sms-b", forge="secret")
    ask(urgency="P1")
    attempt = post()
    until(lambda: house.city_of_test.statuses == [401])
    assert state(attempt) == "accepted"


def test_the_two_signatures_are_the_same():
    from datetime import UTC, datetime

    from functions.notify.gateways.protocol import Signature
    from operate.gateway import signature

    now = datetime.now(UTC)
    ours = Signature.of("sms-a", b"s", b"{}", now).headers()
    assert ours == signature.headers("sms-a", b"s", b"{}", now.timestamp())
