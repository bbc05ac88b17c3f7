"""Scheduled work of incidents: passed deadlines and dead executions, trapped people, overdue
reports, and data whose retention has ended.
"""

from typing import Any

from linli.sweeper import Driver, Sweeper

from . import store
from .grading.acts import tick
from .handling import acts, driving, rules
from .model import Incident
from .records.acts import tend
from .reports.acts import overdue


def save(_before: Any, after: Any) -> Incident:
    """A closed incident needs no sweeper after this."""
    return store.save(driving.rest(after)).incident


incident = Driver(machine=acts.MACHINE, load=store.by_key, save=save, late=rules.late)
handler = Sweeper({"incident": incident, "clock": tick, "report": overdue, "keeping": tend}).handler
