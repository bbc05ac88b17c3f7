"""Handlers of events, from this feature and from others."""

from contextlib import suppress

from events.accounts import CommunityClosed
from events.devices import CertificatesEnded, DeviceRegistered, DeviceRetired
from events.incidents import EndEvent, HazardReleased, IncidentClosed
from linli import barred, clock
from linli.errors import NotFound
from linli.reactions import Reactions

from .conservation import acts as conservation
from .conservation.unreported import acts as unreported
from .keys import acts as keys
from .own import erasing
from .presence import acts as presence
from .register import acts as register
from .watching import acts

reactions = Reactions()
handler = reactions.handler


@reactions.to(IncidentClosed, HazardReleased)
def settle(closed: EndEvent) -> None:
    acts.release(closed.hazard_id, closed.at, sensor_fault=closed.sensor_fault)
    with suppress(NotFound):
        conservation.end(closed.hazard_id)
    unreported.end(closed.community, closed.hazard_id)


@reactions.to(DeviceRegistered)
def begin(registered: DeviceRegistered) -> None:
    presence.begin(registered.community, registered.kind)


@reactions.to(DeviceRetired)
def end(retired: DeviceRetired) -> None:
    """Erasure for its person comes first and does not depend on the broker."""
    erasing.begin(retired.device_id)
    acts.retire(retired.device_id, retired.community)
    keys.retire(retired.device_id, retired.community)


@reactions.to(CertificatesEnded)
def bar(ended: CertificatesEnded) -> None:
    barred.end(ended)


@reactions.to(CommunityClosed)
def close(closed: CommunityClosed) -> None:
    register.close(closed.community, clock.now(closed.community))
