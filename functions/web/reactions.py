"""Hints to screens about events of features: that something happened, and to which noun."""

from events import Event, incidents
from events import facilities as hazards
from linli.reactions import Reactions

from .hints import acts, rules

reactions = Reactions()
handler = reactions.handler


@reactions.to(
    incidents.IncidentRaised,
    incidents.IncidentDispatched,
    incidents.IncidentAcknowledged,
    incidents.IncidentEscalated,
    incidents.IncidentHandled,
    incidents.IncidentVerified,
    incidents.IncidentReopened,
    incidents.IncidentClosed,
    hazards.HazardFound,
    hazards.HazardWorsened,
    hazards.HazardCleared,
    hazards.HazardSettled,
    hazards.HazardReported,
    hazards.HazardJoined,
    hazards.HazardParted,
    hazards.HazardOverdue,
    hazards.HazardRepaired,
    hazards.HazardVerified,
    hazards.HazardClosed,
    hazards.ActionProposed,
    hazards.ActionConfirmed,
    hazards.ActionRefused,
    hazards.ActionOrdered,
    hazards.ActionAnswered,
    hazards.ActionTimedOut,
)
def hint(fact: Event) -> None:
    """A repeated event gives a repeated hint, which a page recognizes by its version."""
    acts.tell(rules.hint(fact))
