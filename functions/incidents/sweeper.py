"""What time does to incidents: deadlines that passed, executions that died; who is still shut in,
who was not told in time, and what must not be kept any longer.
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
    """Once the sweeper has been at a closed incident it may rest."""
    return store.save(driving.rest(after)).incident


incident = Driver(machine=acts.MACHINE, load=store.by_key, save=save, late=rules.late)
handler = Sweeper({"incident": incident, "clock": tick, "report": overdue, "keeping": tend}).handler
