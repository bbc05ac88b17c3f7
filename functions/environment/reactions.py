"""Handlers of events of other features."""

from events.accounts import CommunityClosed
from events.devices import CertificatesEnded
from events.environment import FallSuspected
from events.incidents import EndEvent, HazardReleased, IncidentClosed
from events.notify import NoticeAnswered
from linli import barred, clock
from linli.reactions import Reactions

from .sightings import acts as sightings
from .sightings.wards import acts as caring
from .watching import acts, ending

reactions = Reactions()
handler = reactions.handler


@reactions.to(IncidentClosed, HazardReleased)
def settle(closed: EndEvent) -> None:
    now = clock.now(closed.community)
    acts.release(closed.hazard_id, now)
    sightings.close(closed.hazard_id, now)


@reactions.to(FallSuspected)
def ask(fall: FallSuspected) -> None:
    sightings.start(fall.hazard_id)


@reactions.to(NoticeAnswered)
def hear(answered: NoticeAnswered) -> None:
    """Only answers by the keys that the person was offered count."""
    sightings.hear(answered.about, answered.person, answered.key)


@reactions.to(CommunityClosed)
def retire(closed: CommunityClosed) -> None:
    ending.retire(closed.community)
    caring.close(closed.community)


@reactions.to(CertificatesEnded)
def bar(ended: CertificatesEnded) -> None:
    barred.end(ended)
