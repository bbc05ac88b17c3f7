"""How a shift goes to its relief: each incident by itself, so that a second try goes on."""

from datetime import datetime

from functions.incidents.handling import acts
from linli import clock, members
from linli.errors import Invalid
from linli.store import until_settled

from . import rules, store
from .model import Relief

STAFF = ("grid_worker", "community_worker", "property_manager", "official", "city_operator")


def must_serve(person: str, place: str, pointer: str) -> None:
    """Invalid unless he holds a post there: nobody else can act on what he is given."""
    if not members.holds(person, STAFF, place):
        raise Invalid("not-on-the-staff", pointer)


def accept(relief_id: str, by: str) -> Relief:
    """What is still the other's goes over; only then is it said that all has."""

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
    """Whether it is the relief's, by this try or one before."""
    after = acts.change(incident_id, lambda incident: rules.relieve(incident, relief, now))
    return after.assignee == relief.to
