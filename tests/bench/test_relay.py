"""The wire that `bench reconnect` cuts."""

import socket
import threading
import time

import pytest

from bench.reconnection.relay import Relay


@pytest.fixture
def port():
    """Of somebody who says everything again."""
    server = socket.create_server(("127.0.0.1", 0))

    def echo(client):
        while said := client.recv(100):
            client.sendall(said)

    def serve():
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=echo, args=(client,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield server.getsockname()[1]
    server.close()


class Clock:
    """The machine's, until a test goes on to the beginning of the next second."""

    ahead = 0.0

    def __call__(self):
        return time.monotonic() + self.ahead

    def second(self):
        self.ahead += 1 - self() % 1


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def relay(port, clock):
    made = Relay(port, taken=3, clock=clock)
    made.port = made.start()
    yield made
    made.stop()


def answers(relay):
    """The connection, if what is said by it comes back."""
    client = socket.create_connection(("127.0.0.1", relay.port), timeout=5)
    try:
        client.sendall(b"hello")
        return client if client.recv(100) == b"hello" else None
    except OSError:
        return None


def ended(client):
    try:
        return client.recv(100) == b""
    except ConnectionResetError:
        return True


def test_so_many_are_let_through_in_a_second(relay, clock):
    clock.second()
    let = [answers(relay) for _ in range(5)]
    assert [bool(one) for one in let] == [True, True, True, False, False]
    assert (relay.refused, relay.tried.total()) == (2, 5)
    clock.second()
    assert answers(relay)


def test_all_are_cut_off_and_nobody_comes_back_before_the_time(relay, clock):
    clock.second()
    let = [answers(relay) for _ in range(3)]
    began = relay.cut(down=1.2)
    assert all(ended(one) for one in let)
    while not answers(relay):
        time.sleep(0.05)
    assert 1.2 <= clock() - began < 4
