"""Real sessions that lose their broker: cut off while it accepts few per second, and restarted."""

import time
from typing import NamedTuple

from bench.figures import Told
from bench.reconnection.relay import Relay
from bench.reconnection.sessions import Sessions
from operate import after_deploy, engine_process
from operate.faults.crowd import Crowd
from operate.fleet.backoff import LONGEST, TAKEN, Backoff
from operate.fleet.broker import Broker
from operate.home import Home
from operate.scenario.world import World

PATIENCE = 900.0  # s: twice the longest wait, and what the engine takes to start


class Back(NamedTuple):
    """Seconds since the cut until each was back, sorted; what was refused; in the worst second;
    how long nobody could come back.
    """

    took: list[float]
    refused: int
    peak: int
    down: float


class Found(NamedTuple):
    cut: Back
    restarted: Back
    said: int
    stored: int


def measure(home: Home, many: int, taken: int, told: Told, patience: float = PATIENCE) -> Found:
    world = World.current(home)
    crowd = Crowd(world, 0, patience)
    crowd.cast.enter()
    relay = Relay(home.port("mqtt"), taken=TAKEN)
    backoff = Backoff.of(many, LONGEST, taken)
    broker = Broker(relay.start(), home.path("ca.pem"), backoff)
    sessions = Sessions(world, crowd.cast.community, many, patience)
    try:
        told(f"{many} devices are registered and connected")
        sessions.enter(broker)
        cut = _cut(sessions, relay, taken, told)
        restarted = _restarted(home, sessions, relay, told)
        told("what they said is counted")
        return Found(cut, restarted, sessions.said, sessions.stored())
    finally:
        sessions.leave()
        relay.stop()
        crowd.cast.leave()


def _cut(sessions: Sessions, relay: Relay, taken: int, told: Told) -> Back:
    told("all are cut off")
    _rested(sessions)
    sessions.say()
    relay.taken = taken
    relay.count_anew()
    took = sessions.back(relay.cut())
    relay.taken = TAKEN
    sessions.say()
    return _back(took, relay, 0.0)


def _restarted(home: Home, sessions: Sessions, relay: Relay, told: Told) -> Back:
    """What it had just acknowledged is on its way when it stops."""
    told("the broker is started anew")
    _rested(sessions)
    sessions.say()
    relay.count_anew()
    engine_process.stop(home)
    lost = min(one.connection.lost for one in sessions.all)
    engine_process.start(home, home.region())
    down = time.monotonic() - lost
    took = sessions.back(lost)
    found = _back(took, relay, down)
    after_deploy.settle(home, sessions.world.city, home.path("out", sessions.world.city))
    sessions.say()
    return found


def _rested(sessions: Sessions) -> None:
    """Until the last has been connected for as long as makes a first wait the least again."""
    rest = 35.0
    newest = max(one.connection.since for one in sessions.all)
    sessions.until("the last is settled", lambda: time.monotonic() > newest + rest)


def _back(took: list[float], relay: Relay, down: float) -> Back:
    return Back(took, relay.refused, max(relay.tried.values()), down)
