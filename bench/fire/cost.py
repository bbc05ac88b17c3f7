"""The AWS usage of one incident from the device's message to its closing, notices included."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bench.fire.wire import Bill, Metered
from linli import names
from operate import after_deploy, engine_process, logbook
from operate.faults.crowd import Crowd
from operate.faults.plan import Plan
from operate.faults.thread import Thread, counted
from operate.here import City
from operate.home import ACCOUNT, Home
from operate.scenario.world import World

MACHINE = "incidents-handling"


def measure(home: Home, world: World) -> Bill:
    """Of the second of two incidents, so that all workers are warm. Linli's logs and metrics count
    as well.
    """
    crowd = Crowd(world, 2, patience=120)
    crowd.cast.enter()
    wire = _wired(home, world)
    first, second = crowd.covers
    _closed(crowd, first)
    since, wire.bill = datetime.now(UTC), Bill()
    incident = _closed(crowd, second)
    runs, queued = _ran(City(home, world.city), since)
    wire.bill.ran(runs, queued, _transitions(home, world.city, incident))
    return wire.bill


def _wired(home: Home, world: World) -> Metered:
    wire = Metered(home.port("engine"), names.resource(world.city, ""), Plan())
    wire.start(home.port("wire"))
    engine_process.stop(home)
    wired = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{wire.port}"}
    engine_process.start(home, home.region(), wired)
    after_deploy.settle(home, world.city, home.path("out", world.city))
    return wire


def _closed(crowd: Crowd, cover: str) -> str:
    [outcome] = counted(crowd, [Thread(crowd, cover).run()])
    if outcome.stalled or len(outcome.incidents) != 1:
        raise RuntimeError(f"the incident that is priced did not close: {outcome.stalled}")
    return outcome.incidents[0]


def _ran(city: City, since: datetime) -> tuple[int, int]:
    """How often functions ran, and how many messages their queues delivered."""
    lines = [line for feature in city.features() for line in logbook.lines(city, feature, since)]
    runs = {line.said.get("function_request_id") for line in lines}
    return len(runs - {None}), sum(_brought(lines))


def _brought(lines: list[logbook.Line]) -> Iterator[int]:
    for line in lines:
        if line.said.get("message") in logbook.HEARD:
            yield int(line.said.get("facts") or line.said.get("messages") or 1)


def _transitions(home: Home, city: str, incident: str) -> int:
    at = f"{home.region()}:{ACCOUNT}:execution:{names.resource(city, MACHINE)}"
    paginator = home.client("stepfunctions").get_paginator("get_execution_history")
    pages = paginator.paginate(executionArn=f"arn:aws:states:{at}:{incident}-1")
    return sum(one["type"].endswith("StateEntered") for page in pages for one in page["events"])
