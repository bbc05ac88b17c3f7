"""What the environment does when something is made known by another feature."""

from events.accounts import CommunityClosed
from events.incidents import EndEvent, HazardReleased, IncidentClosed
from linli import clock
from linli.reactions import Reactions

from .watching import acts, ending

reactions = Reactions()
handler = reactions.handler


@reactions.to(IncidentClosed, HazardReleased)
def settle(closed: EndEvent) -> None:
    acts.release(closed.hazard_id, clock.now(closed.community))


@reactions.to(CommunityClosed)
def retire(closed: CommunityClosed) -> None:
    ending.retire(closed.community)
