"""Who is refused at the doors of the simulators, and on what connection the next request goes."""

import http.client
import threading
from contextlib import closing
from http.server import ThreadingHTTPServer

import pytest

from operate import loopback


class Echo(loopback.Door):
    largest = 10

    def reply(self, body):
        if self.path == "/broken":
            raise ValueError("broken")
        return loopback.Reply(0, None) if self.path == "/mute" else loopback.Reply(200, len(body))


@pytest.fixture
def door():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    with closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)) as one:
        yield one
    server.shutdown()
    server.server_close()


def ask(door, path="/", **more):
    door.request("POST", path, **more)
    answer = door.getresponse()
    return answer.status, answer.getheader("Connection"), answer.read()


@pytest.mark.parametrize(
    "odd",
    [
        {"headers": {"Host": "evil:1"}},
        {"headers": {"Origin": "http://127.0.0.1"}},
        {"body": b"12345678901"},
        {"headers": {"Content-Length": "-1"}},
        {"headers": {"Content-Length": "²".encode()}},
    ],
)
def test_who_is_refused_is_told_that_the_connection_ends(door, odd):
    assert ask(door, **odd) == (403, "close", b'{"error": "refused"}')
    assert ask(door, body=b"1234567890") == (200, None, b"10")  # on a new one


def test_a_fault_is_answered_and_the_connection_goes_on(door):
    status, connection, body = ask(door, "/broken")
    assert (status, connection, b"broken" in body) == (500, None, True)
    socket = door.sock
    assert ask(door) == (200, None, b"0")
    assert door.sock is socket


def test_without_content_it_hangs_up(door):
    with pytest.raises(http.client.RemoteDisconnected):
        ask(door, "/mute")
