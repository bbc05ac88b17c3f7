"""Scheduled work of incidents: passed deadlines and dead executions, trapped people, overdue
reports, and data whose retention has ended.
"""

from contextlib import suppress
from typing import Any

from linli.errors import Conflict
from linli.sweeper import Driver, Sweeper

from . import store
from .grading.acts import tick
from .handling import acts, driving, rules
from .model import Incident
from .records.acts import tend
from .reports.acts import overdue

AT_ONCE = 50  # rows per pass


class Relisting:
    """Migrates rows to the present sort key of their list: once per process, some at each pass."""

    def __init__(self) -> None:
        self.left: list[str] | None = None

    def __call__(self) -> None:
        known = store.driven() if self.left is None else self.left
        some, self.left = known[:AT_ONCE], known[AT_ONCE:]
        for pk in some:
            with suppress(Conflict):
                store.list_anew(pk)


def save(_before: Any, after: Any) -> Incident:
    """A closed incident needs no sweeper after this."""
    return store.save(driving.rest(after)).incident


incident = Driver(machine=acts.MACHINE, load=store.by_key, save=save, late=rules.late)
sweeper = Sweeper({"incident": incident, "clock": tick, "report": overdue, "keeping": tend})
relisting = Relisting()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    answer: dict[str, Any] = sweeper.handler(event, context)
    if "warm" not in event:
        relisting()
    return answer
