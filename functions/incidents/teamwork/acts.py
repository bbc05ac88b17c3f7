"""Handing over a shift: incident by incident, so that a retry continues where it stopped."""

from datetime import datetime

from functions.incidents.handling import acts
from linli import clock, members
from linli.errors import Invalid
from linli.store import until_settled

from . import rules, store
from .model import Relief

STAFF = ("grid_worker", "community_worker", "property_manager", "official", "city_operator")


def must_serve(person: str, place: str, pointer: str) -> None:
    """Invalid unless the person is on the staff there: nobody else could act on what is
    assigned.
    """
    if not members.holds(person, STAFF, place):
        raise Invalid("not-on-the-staff", pointer)


def accept(relief_id: str, by: str) -> Relief:
    """Take over what is still assigned to the other; accepted is recorded after all of it."""

    def settle() -> Relief:
        before = store.relief(relief_id)
        now = clock.now(before.community)
        after = rules.accept(before, by, now)
        if before.stage == "accepted":
            return before
        taken = tuple(one for one in before.incidents if _take(one, before, now))
        return store.keep(after.model_copy(update={"taken": taken}))

    return until_settled(settle)


def withdraw(relief_id: str, by: str) -> Relief:
    def settle() -> Relief:
        before = store.relief(relief_id)
        after = rules.withdraw(before, by, clock.now(before.community))
        return before if before.stage == "withdrawn" else store.keep(after)

    return until_settled(settle)


def _take(incident_id: str, relief: Relief, now: datetime) -> bool:
    """Whether the incident is with `to`: taken over now or by an earlier try, or already his."""
    after = acts.change(incident_id, lambda incident: rules.relieve(incident, relief, now))
    return after.assignee == relief.to
