"""What time does to incidents: deadlines that passed, executions that died."""

from typing import Any

from linli.sweeper import Driver, Sweeper

from . import store
from .handling import acts, driving, rules
from .model import Incident


def save(_before: Any, after: Any) -> Incident:
    """Once the sweeper has been at a closed incident it may rest."""
    return store.save(driving.rest(after)).incident


incident = Driver(machine=acts.MACHINE, load=store.by_key, save=save, late=rules.late)
handler = Sweeper({"incident": incident}).handler
