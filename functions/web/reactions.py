"""What screens are told at once of what features make known: that it happened, and to what."""

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
    """Heard twice it is hinted twice, which a page knows by the version."""
    acts.tell(rules.hint(fact))
