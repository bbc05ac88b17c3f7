"""What devices does when something is made known, by itself or by another feature."""

from contextlib import suppress

from events.devices import DeviceRetired
from events.incidents import EndEvent, HazardReleased, IncidentClosed
from linli.errors import NotFound
from linli.reactions import Reactions

from .conservation import acts as conservation
from .onboarding import keeping
from .watching import acts

reactions = Reactions()
handler = reactions.handler


@reactions.to(IncidentClosed, HazardReleased)
def settle(closed: EndEvent) -> None:
    acts.release(closed.hazard_id, closed.at)
    with suppress(NotFound):
        conservation.end(closed.hazard_id)


@reactions.to(DeviceRetired)
def end(retired: DeviceRetired) -> None:
    acts.retire(retired.device_id, retired.community)
    keeping.retire(retired.device_id, retired.community)
