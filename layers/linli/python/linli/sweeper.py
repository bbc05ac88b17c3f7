"""Scheduled work: deadlines that passed, executions that died, events that were not published.

It runs each minute and may run at any time: each act is one conditional write, so a concurrent run
does no harm. A run begins no act after RUN seconds, so that it is not cut off; what is left is
still due, and the next run continues there. A feature whose nouns have deadlines has a sweeper.py
of its own; the others use `handler`, which only publishes events.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any, NamedTuple

from linli import clock, outbox, workflow
from linli.counted import Counted
from linli.errors import Conflict, NotFound
from linli.model import Driven
from linli.observe import entry, logger, remark
from linli.table import SHARDS, Due, Row, utc

GRACE = timedelta(seconds=20)  # in which the state machine should have moved its noun
UNTOLD = timedelta(seconds=60)  # in which the stream should have published
RUN = 20.0  # seconds of the function's 29; publishing takes at most half of them


class Driver(NamedTuple):
    """How one kind of noun is driven.

    `late(noun, now)` decides what a passed deadline means at the noun's stage: the changed noun
    with a new due, or None if only the state machine is late.
    """

    machine: str
    load: Callable[[str], Driven]  # by pk
    save: Callable[[Any, Any], Driven]  # (before, after) -> as stored
    late: Callable[[Any, datetime], Driven | None]


Act = Callable[[str, str], object]  # called when a noun without a state machine is due


class Sweeper:
    """`drivers` maps the first part of the key, for example {"incident": Driver(...)}. A noun
    without a state machine has an act instead, called with pk and sk, which checks itself whether
    the noun is due. When much is due at once, kinds are served in the order given, and the last may
    have to wait.
    """

    def __init__(self, drivers: dict[str, Driver | Act]) -> None:
        self.drivers = drivers
        self.handler = entry(self._run)

    def _run(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        since = timedelta(seconds=event.get("untold_for", UNTOLD.total_seconds()))
        begun = monotonic()
        told = _each(_untold(since), _tell, begun + RUN / 2)
        if told.failed:
            remark(Counted.NOT_TOLD, told.failed)
        driven = _each(self._due(), self._drive, begun + RUN)
        if driven.failed:
            remark(Counted.NOT_DRIVEN, driven.failed)
        failed, more = driven.failed + told.failed, driven.more or told.more
        logger.info("swept", driven=driven.done, told=told.done, failed=failed, more=more)
        return {"driven": driven.done, "told": told.done, "failed": failed}

    def _due(self) -> Iterable[Row]:
        """Rows due in the community whose clock is furthest ahead; `_drive` checks the row's own
        clock.
        """
        if not self.drivers:
            return
        until, order = utc(clock.furthest()), {kind: n for n, kind in enumerate(self.drivers)}
        shards = (f"due#{number}" for number in range(SHARDS))
        rows = [row for one in shards for row in Row.by_due.query(one, Due.due <= until)]
        yield from sorted(rows, key=lambda row: (order.get(_kind(row), len(order)), str(row.due)))

    def _drive(self, row: Row) -> None:
        driver = self.drivers[_kind(row)]
        if not isinstance(driver, Driver):
            driver(row.pk, row.sk)
            return
        noun = driver.load(row.pk)
        now = clock.now(noun.community)
        if noun.due is None or noun.due > now:
            return
        changed = driver.late(noun, now)
        if changed is not None:
            noun = driver.save(noun, changed)
        heard = workflow.resume(noun.token, {"stage": noun.stage})
        if noun.due is None:
            return  # it has ended: any waiting execution was answered
        if heard or workflow.runs(driver.machine, noun):
            if changed is None:
                _push(driver, noun, now)
            return
        driver.save(noun, after := _restarted(noun, now))
        workflow.start(driver.machine, after)


def _kind(row: Row) -> str:
    return row.pk.partition("#")[0]


def _restarted(noun: Driven, now: datetime) -> Driven:
    new = {"generation": noun.generation + 1, "token": None, "due": now + GRACE}
    return noun.model_copy(update=new)


def _push(driver: Driver, noun: Driven, now: datetime) -> None:
    """The state machine should move it now; check again soon."""
    driver.save(noun, noun.model_copy(update={"due": now + GRACE}))


def _untold(since: timedelta) -> Iterable[Row]:
    before = utc(datetime.now(UTC) - since)
    yield from Row.by_untold.scan(Row.untold <= before)


def _tell(row: Row) -> None:
    now = Row.get(row.pk, row.sk, consistent_read=True)
    if now.events:
        tellings = [str(telling) for telling in now.events]
        if not outbox.tell(now.pk, now.sk, int(now.version), tellings):
            raise RuntimeError("refused by the bus")


class Swept(NamedTuple):
    done: int
    failed: int
    more: bool = False  # the time was up before the rows were


def _each(rows: Iterable[Row], do: Callable[[Row], None], ends: float) -> Swept:
    """One failure does not stop the others; none is begun at `ends` (monotonic) or later."""
    done = failed = 0
    for row in rows:
        if monotonic() >= ends:
            return Swept(done, failed, more=True)
        try:
            do(row)
            done += 1
        except (Conflict, NotFound):
            logger.info("left to whoever was quicker", row=row.pk)
        except Exception:  # noqa: BLE001 - retried by the next sweep
            logger.exception("not swept", row=row.pk)
            failed += 1
    return Swept(done, failed)


handler = Sweeper({}).handler
