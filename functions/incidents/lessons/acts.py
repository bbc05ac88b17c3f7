"""Counts a closing, in the same write as the closing itself."""

from functions.incidents import store as incidents
from functions.incidents.model import Incident
from linli.store import Write

from . import rules, store
from .model import Case, Cause


def counted(closed: Incident) -> tuple[Write, ...]:
    """The writes that count an incident about to be closed; a second closing replaces the first
    count. Drills are not counted.
    """
    if closed.drill or closed.closed_at is None or closed.news is None:
        return ()
    facts = [*incidents.timeline(closed), closed.news.entry]
    found = [_cause(closed, one) for one in rules.causes(closed)]
    before = max((_before(one, closed.id) for one in found), default=0)
    old = store.case(closed.id)
    case = rules.case(closed, facts, closed.closed_at, before)
    again = [rules.again(one, case) for one in found]
    case = case.model_copy(update={"version": old.version if old else None})
    return (store.counting(case), *_sums(case, old), *map(store.repeating, again))


def _sums(case: Case, old: Case | None) -> list[Write]:
    figures = store.figures(case.community, case.month)
    if old is None:
        return [store.summing(rules.add(figures, case))]
    if old.month == case.month:
        return [store.summing(rules.add(rules.add(figures, old, -1), case))]
    then = store.figures(old.community, old.month)
    return [store.summing(rules.add(figures, case)), store.summing(rules.add(then, old, -1))]


def _cause(closed: Incident, cause: str) -> Cause:
    at = closed.closed_at or closed.raised_at
    new = Cause(community=closed.community, cause=cause, first_at=at, last_at=at)
    return store.cause(closed.community, cause) or new


def _before(cause: Cause, incident_id: str) -> int:
    return cause.count - (incident_id in cause.incidents)
