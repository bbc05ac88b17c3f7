"""Waits until nothing of a drill is under way, and says what is left all the same."""

import time
from collections.abc import Iterable
from typing import Any, NamedTuple

from linli import names
from operate import queues
from operate.faults.crowd import Crowd, Stalled
from operate.faults.tap import Tap
from operate.faults.thread import Told
from operate.here import City
from operate.rows import Table

DEPTHS = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)
REDRIVE = 100.0  # messages a second
FEATURES = ("facilities", "incidents")


class Left(NamedTuple):
    """What should be nothing, and how many dead letters had to be sent again for that."""

    redriven: int
    quarantine: int
    untold: int
    open: int
    running: int


def settle(city: City, crowd: Crowd, tap: Tap) -> Left:
    """Waits until nothing is under way; dead letters are sent again, as an operator would."""
    redriven = 0
    try:
        crowd.until("all queues are empty", lambda: _empty(city))
        redriven = redrive(city)
        crowd.until("all nouns rest", lambda: _at_rest(city))
        crowd.until("the tap has heard all", tap.dry)
    except Stalled:
        pass  # what is left tells it
    tables = [Table(city, feature) for feature in FEATURES]
    return Left(
        redriven,
        sum(1 for table in tables for _ in table.quarantine()),
        sum(table.untold() for table in tables),
        sum(table.driven().open for table in tables),
        _running(city),
    )


def redrive(city: City) -> int:
    dead = [queue for name in FEATURES for queue in queues.of(city, f"{name}-") if queue.is_dead]
    done = sum(queues.redrive(city, queue, REDRIVE, lambda _: None) for queue in dead)
    while done and not _empty(city):
        time.sleep(0.5)
    return done


def notices(crowd: Crowd, told: Iterable[Told]) -> list[str]:
    """The cover that each notice of a dispatch is about, in the inbox of whoever got it."""
    cover_of = {incident: one.cover for one in told for incident in one.incidents}
    after, found = "", []
    while True:
        page = crowd.ask("GET", f"/v1/incidents/notices?after={after}", "wang")
        found += [cover_of.get(notice["incident"], "unknown") for notice in page["items"]]
        if not page["next"]:
            return found
        after = page["next"]


def _empty(city: City) -> bool:
    sqs = city.home.client("sqs")
    urls = sqs.list_queues(QueueNamePrefix=names.resource(city.name, "")).get("QueueUrls", [])
    return not any(
        int(depth)
        for url in urls
        if not url.endswith(("-dead", "-failures", f"-{Tap.NAME}"))
        for depth in _depths(sqs, url)
    )


def _depths(sqs: Any, url: str) -> Iterable[str]:
    held = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(DEPTHS))["Attributes"]
    return (held.get(name, "0") for name in DEPTHS)


def _at_rest(city: City) -> bool:
    tables = [Table(city, feature) for feature in FEATURES]
    return _empty(city) and not any(t.untold() or t.driven().open for t in tables)


def _running(city: City) -> int:
    states = city.home.client("stepfunctions")
    return sum(
        len(states.list_executions(stateMachineArn=arn, statusFilter="RUNNING")["executions"])
        for arn in (
            machine["stateMachineArn"]
            for machine in states.list_state_machines()["stateMachines"]
            if machine["name"].startswith(names.resource(city.name, ""))
        )
    )
