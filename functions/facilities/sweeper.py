"""Scheduled work: linked actions without an answer or confirmation, dead executions, imports that
nobody applied, overdue repairs, patrols and maintenance, photographs that are no longer kept.
"""

from linli import clock
from linli.sweeper import Driver, Sweeper

from .imports import driving as imports_driving
from .imports import store as imports
from .imports.model import Import
from .ledger import acts as ledger
from .linkage import acts, driving, store
from .linkage.model import Sending
from .patrols import acts as patrols
from .photos import acts as photos
from .signals import acts as signals
from .upkeep import acts as upkeep


def save(before: Sending, after: Sending) -> Sending:
    return acts.move(after, clock.now(before.community))


def keep(_before: Import, after: Import) -> Import:
    return imports.save(after)


def expire(key: str, _: str) -> None:
    """A proposal that has expired."""
    action = store.proposed(key)
    if action.due and action.due <= clock.now(action.community):
        acts.expire(action.id)


sending = Driver(machine=acts.MACHINE, load=store.driven, save=save, late=driving.late)
job = Driver("importing", load=imports.by_key, save=keep, late=imports_driving.late)
LATE = {"hazard": ledger.look, "plan": patrols.look, "upkeep": upkeep.look, "photo": photos.delete}
handler = Sweeper(
    {"asset": signals.wake, "sending": sending, "action": expire, "import": job, **LATE}
).handler
