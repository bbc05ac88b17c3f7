"""What the environment does when something is made known by another feature."""

from events.incidents import EndEvent, HazardReleased, IncidentClosed
from linli import clock
from linli.reactions import Reactions

from .watching import acts

reactions = Reactions()
handler = reactions.handler


@reactions.to(IncidentClosed, HazardReleased)
def settle(closed: EndEvent) -> None:
    acts.release(closed.hazard_id, clock.now(closed.community))
