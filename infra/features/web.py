"""Web: serves the city's screens to browsers, and pushes hints of changes to them."""

from events import facilities as hazards
from events import incidents as own
from infra.core.core import Core
from infra.core.feature import Feature


def web(core: Core) -> Feature:
    with Feature(core, "web") as feature:
        feature.socket()
        feature.pages()
        feature.api().may_revive()
        stages = (own.IncidentRaised, own.IncidentDispatched, own.IncidentAcknowledged)
        stages += (own.IncidentEscalated, own.IncidentHandled, own.IncidentVerified)
        stages += (own.IncidentReopened, own.IncidentClosed)
        found = (hazards.HazardFound, hazards.HazardWorsened, hazards.HazardCleared)
        entries = (hazards.HazardSettled, hazards.HazardReported, hazards.HazardJoined)
        entries += (hazards.HazardParted, hazards.HazardOverdue, hazards.HazardRepaired)
        entries += (hazards.HazardVerified, hazards.HazardClosed)
        actions = (hazards.ActionProposed, hazards.ActionConfirmed, hazards.ActionRefused)
        actions += (hazards.ActionOrdered, hazards.ActionAnswered, hazards.ActionTimedOut)
        hears = feature.reactions(*stages, *found, *entries, *actions)
        hears.may_list().may_know_people().may_push()
        feature.sweeper()
    return feature
