"""The state of a city, feature by feature. Read-only."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from linli import names
from linli.counted import NEEDS, Counted
from operate import logbook, processes, queues, suppliers, workers
from operate.here import City
from operate.queues import Queue
from operate.rows import Open, Table
from operate.suppliers import Bulk, Supplier

COMPARED_SOON = 2  # latest days of the archive, which may not be compared yet
HOUR = timedelta(hours=1)
SEEN = {Counted.QUARANTINED, Counted.ARCHIVE_WRONG}  # shown as a state, not as a count


class Feature(NamedTuple):
    name: str
    last_message: datetime | None
    queues: list[Queue]
    quarantine: int
    untold: int
    running: int
    driven: Open
    workers: int
    memory: int  # bytes
    archive: int = 0  # days that differ, or are not compared
    counted: Mapping[Counted, int] = {}  # in the last hour, of counts that need a person

    @property
    def waiting(self) -> int:
        return sum(q.waiting + q.in_flight for q in self.queues if not q.is_dead)

    @property
    def oldest(self) -> float | None:
        return max((q.age for q in self.queues if q.age and not q.is_dead), default=None)

    @property
    def dead(self) -> int:
        return sum(q.waiting + q.in_flight for q in self.queues if q.is_dead)

    @property
    def needs_a_person(self) -> bool:
        over = self.driven.overdue or self.driven.stuck
        called = any(NEEDS[what].hours == 1 for what in self.counted)
        return bool(self.dead or self.quarantine or over or self.archive or called)


class Status(NamedTuple):
    city: str
    at: datetime
    features: list[Feature]
    suppliers: Sequence[Supplier] = ()
    bulks: Sequence[Bulk] = ()

    @property
    def needs_a_person(self) -> bool:
        return any(feature.needs_a_person for feature in self.features)


def of(city: City) -> Status:
    ages = queues.ages(city)
    features = [_feature(city, name, ages) for name in city.features()]
    found = Status(city.name, datetime.now(UTC), features)
    if not any(feature.name == suppliers.NOTIFY for feature in features):
        return found
    return found._replace(suppliers=suppliers.of(city), bulks=suppliers.bulks(city))


def _feature(city: City, name: str, ages: Mapping[str, float]) -> Feature:
    table = Table(city, name)
    engine = processes.running(city.home, "engine")
    running = list(workers.of_city(names.resource(city.name, name, ""), engine))
    return Feature(
        name=name,
        last_message=logbook.last_message(city, name),
        queues=[q._replace(age=ages.get(q.name)) for q in queues.of(city, f"{name}-")],
        quarantine=sum(1 for _ in table.quarantine()),
        untold=table.untold(),
        running=sum(_executions(city, name)),
        driven=table.driven(),
        workers=len(running),
        memory=sum(worker.memory for worker in running),
        archive=doubted(list(table.archived())),
        counted=called(logbook.counted(city, name, datetime.now(UTC) - HOUR)),
    )


def called(counted: Mapping[str, int]) -> dict[Counted, int]:
    """The counts that need a person and are not visible otherwise."""
    return {what: counted[what] for what in NEEDS if what not in SEEN and counted.get(what)}


def doubted(days: Sequence[Mapping[str, Any]]) -> int:
    """The number of days in the archive that differed when they were compared, or are not compared
    although they should be; the last two may still be.
    """
    late = [day for day in days[:-COMPARED_SOON] if not day["compared_at"] and not day["wrong"]]
    return sum(bool(day["wrong"]) for day in days) + len(late)


def _executions(city: City, name: str) -> Iterator[int]:
    states = city.home.client("stepfunctions")
    before = names.resource(city.name, name, "")
    for page in states.get_paginator("list_state_machines").paginate():
        for machine in page["stateMachines"]:
            if machine["name"].startswith(before):
                pages = states.get_paginator("list_executions").paginate(
                    stateMachineArn=machine["stateMachineArn"], statusFilter="RUNNING"
                )
                yield sum(len(page["executions"]) for page in pages)
