"""How a thing comes back to the broker, as far as it is ours to say: the library does it."""

from types import SimpleNamespace

import pytest

from operate.fleet import connection
from operate.fleet.backoff import ON_A_LAPTOP, Backoff
from operate.fleet.broker import Broker


@pytest.fixture
def made(monkeypatch, tmp_path):
    """made(backoff) -> a connection, and what its client was told to do."""

    def made(*backoff):
        told = {}

        def client(*_, **options):
            told.update(options)
            return SimpleNamespace(start=lambda: None, stop=lambda: None)

        monkeypatch.setattr(connection.builder, "mtls_from_path", client)
        broker = Broker(1, tmp_path / "ca.pem", *backoff)
        return connection.Connection("MH-1", tmp_path, broker, (), lambda *_: None), told

    return made


def test_the_library_is_told_the_rule(made):
    _, told = made(Backoff.of(10_000))
    assert (told["min_reconnect_delay_ms"], told["max_reconnect_delay_ms"]) == (20_000, 300_000)
    assert told["retry_jitter_mode"] == connection.mqtt5.ExponentialBackoffJitterMode.FULL


def test_on_a_laptop_nobody_waits_long(made):
    _, told = made()
    assert told["max_reconnect_delay_ms"] == 1000 * ON_A_LAPTOP


def test_it_remembers_when_it_lost_the_broker_and_how_often_it_came_in_vain(made):
    one, told = made()
    told["on_lifecycle_connection_success"](None)
    assert one.connected
    told["on_lifecycle_disconnection"](SimpleNamespace(exception=None))
    for _ in range(3):
        told["on_lifecycle_connection_failure"](SimpleNamespace(exception=None))
    assert not one.connected
    told["on_lifecycle_connection_success"](None)
    assert one.connected
    assert one.refused == 3
    assert one.lost <= one.since
