"""Who was cut off together comes back by the rule, and all that was acknowledged is stored."""

import pytest

from bench.reconnection.relay import Relay
from bench.reconnection.sessions import Sessions
from operate.fleet.backoff import TAKEN, Backoff
from operate.fleet.broker import Broker

MANY, AWAY = 10, 1.0


@pytest.fixture
def relay(home):
    made = Relay(home.port("mqtt"), TAKEN)
    made.port = made.start()
    yield made
    made.stop()


@pytest.fixture
def sessions(home, world, cast, relay):
    made = Sessions(world, cast.community, MANY, patience=60)
    try:
        made.enter(Broker(relay.port, home.path("ca.pem"), Backoff.of(MANY)))
        yield made
    finally:
        made.leave()


def test_who_was_cut_off_comes_back_and_nothing_is_lost(sessions, relay):
    sessions.say()
    took = sessions.back(relay.cut(AWAY))
    sessions.say()
    assert len(took) == MANY
    assert took[0] >= AWAY
    assert took[-1] - took[0] > 0.1  # not in step
    assert sessions.said == 2 * MANY
    assert sessions.stored() == 2 * MANY
