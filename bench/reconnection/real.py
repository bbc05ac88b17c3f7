"""Real sessions that lose their broker: cut off while it accepts few per second, and restarted."""

import time
from typing import NamedTuple

from bench.figures import Progress
from bench.reconnection.relay import Relay
from bench.reconnection.sessions import Sessions
from operate import after_deploy, engine_process
from operate.faults.crowd import Crowd
from operate.fleet.backoff import LONGEST, TAKEN, Backoff
from operate.fleet.broker import Broker
from operate.home import Home
from operate.scenario.world import World

PATIENCE = 900.0  # s: twice the longest delay, and the engine's start


class Back(NamedTuple):
    """Seconds from the cut until each device was back, sorted; connects refused; connects in the
    worst second; seconds for which nobody could connect.
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


def measure(
    home: Home, many: int, taken: int, progress: Progress, patience: float = PATIENCE
) -> Found:
    world = World.current(home)
    crowd = Crowd(world, 0, patience)
    crowd.cast.enter()
    relay = Relay(home.port("mqtt"), taken=TAKEN)
    backoff = Backoff.of(many, LONGEST, taken)
    broker = Broker(relay.start(), home.path("ca.pem"), backoff)
    sessions = Sessions(world, crowd.cast.community, many, patience)
    try:
        progress(f"{many} devices are registered and connected")
        sessions.enter(broker)
        cut = _cut(sessions, relay, taken, progress)
        restarted = _restarted(home, sessions, relay, progress)
        progress("what they said is counted")
        return Found(cut, restarted, sessions.said, sessions.stored())
    finally:
        sessions.leave()
        relay.stop()
        crowd.cast.leave()


def _cut(sessions: Sessions, relay: Relay, taken: int, progress: Progress) -> Back:
    progress("all are cut off")
    _rested(sessions)
    sessions.say()
    relay.taken = taken
    relay.count_anew()
    took = sessions.back(relay.cut())
    relay.taken = TAKEN
    sessions.say()
    return _back(took, relay, 0.0)


def _restarted(home: Home, sessions: Sessions, relay: Relay, progress: Progress) -> Back:
    """The broker stops while messages that it has just acknowledged are still being processed."""
    progress("the broker is started anew")
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
    """Waits until the last session has lasted long enough for the next first delay to be the
    shortest again.
    """
    rest = 35.0
    newest = max(one.connection.since for one in sessions.all)
    sessions.until("the last is settled", lambda: time.monotonic() > newest + rest)


def _back(took: list[float], relay: Relay, down: float) -> Back:
    return Back(took, relay.refused, max(relay.tried.values()), down)
