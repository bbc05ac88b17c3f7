"""What time does to incidents: deadlines that passed, executions that died; who is still shut in,
who was not told in time, and what must not be kept any longer.
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

AT_ONCE = 50  # rows of one pass


class Relisting:
    """Gives rows of before the places in their list that they would get now: each once in the life
    of a process, some at each pass.
    """

    def __init__(self) -> None:
        self.left: list[str] | None = None

    def __call__(self) -> None:
        known = store.driven() if self.left is None else self.left
        some, self.left = known[:AT_ONCE], known[AT_ONCE:]
        for pk in some:
            with suppress(Conflict):
                store.list_anew(pk)


def save(_before: Any, after: Any) -> Incident:
    """Once the sweeper has been at a closed incident it may rest."""
    return store.save(driving.rest(after)).incident


incident = Driver(machine=acts.MACHINE, load=store.by_key, save=save, late=rules.late)
sweeper = Sweeper({"incident": incident, "clock": tick, "report": overdue, "keeping": tend})
relisting = Relisting()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    answer: dict[str, Any] = sweeper.handler(event, context)
    if "warm" not in event:
        relisting()
    return answer
