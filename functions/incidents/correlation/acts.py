"""How what is said of hazards is carried out: load, decide, save; again if somebody is quicker."""

from collections.abc import Callable
from datetime import datetime

from events.facilities import ActionEvent, HazardEvent
from functions.incidents import store as incidents
from functions.incidents.handling import sensing
from functions.incidents.handling.acts import Change, move
from functions.incidents.handling.sensing import Allowed
from functions.incidents.model import Incident, Member
from linli.errors import NotFound
from linli.store import Write, commit, until_settled

from . import joining, rules, store
from .finding import Found, find, kept, upwards
from .model import Correlation, Group, Route

AT_ONCE = 20  # tries: of one fire many are told at the same instant, each by another worker
PAUSE = 0.01  # seconds, at first
Minutes = Callable[[HazardEvent], Allowed]
Now = Callable[[str], datetime]  # of a community
Note = Callable[[Incident, dict[str, str], ActionEvent, datetime], sensing.Noted | None]
Groups = list[tuple[Correlation, Group]]


def take_up(hazard: HazardEvent, minutes: Minutes, clock: Now) -> None:
    """Some incident is about it already, or it joins one, or raises one, or waits for one."""
    now = clock(hazard.community)

    def settle() -> None:
        try:
            found = find(hazard.hazard_id)
        except NotFound:
            _take_new(hazard, minutes, now)
        else:
            _take_known(found, hazard, minutes, now)

    until_settled(settle, AT_ONCE, PAUSE)


def take_note(action: ActionEvent, now: datetime, note: Note = sensing.acted) -> None:
    """NotFound if the hazard was not heard of yet: the fact comes again."""

    def settle() -> None:
        found = find(action.hazard_id)
        root, member = found.path[-1], found.member
        if noted := note(root, member.actions, action, now):
            after = member.model_copy(update={"actions": noted.actions})
            move(root, kept(found, noted.incident, after, {}, now))

    until_settled(settle, AT_ONCE, PAUSE)


def _take_known(found: Found, hazard: HazardEvent, minutes: Minutes, now: datetime) -> None:
    after = sensing.heard(found.member, hazard)
    if after is None:
        return
    root = found.path[-1]
    allowed = sooner(root, hazard, minutes)
    if decided := sensing.told(root, found.member, after, allowed, now):
        move(root, kept(found, decided, after, allowed, now))


def _take_new(hazard: HazardEvent, minutes: Minutes, now: datetime) -> None:
    groups = [
        (row, store.group(hazard.community, row.id, place, drill=hazard.drill))
        for row, place in rules.applying(store.correlations(), hazard)
    ]
    if picked := rules.pick(hazard, groups, _raised(groups)):
        new = rules.member(hazard, picked.row.id, now)
        leads = rules.leads(picked.row, picked.incident, new)
        allowed = sooner(picked.incident, hazard, minutes)
        joined = joining.join(picked.incident, new, allowed, now, leads=leads)
        move(picked.incident, Change(joined.incident, _rows(joined, new)))
    elif raised := sensing.raise_for(hazard, now):
        move(None, _with_waiting(raised, groups, hazard))
    else:
        after = [rules.wait(row, group, hazard, now) for row, group in groups]
        if writes := [store.keep(group) for group in after if group]:
            commit(*writes)


def sooner(incident: Incident, hazard: HazardEvent, minutes: Minutes) -> Allowed:
    """Asked for only where they count: of forty, thirty-nine make nothing worse."""
    return minutes(hazard) if hazard.priority < incident.priority else {}


def _raised(groups: Groups) -> dict[str, Incident]:
    """Each as it stands now: of one that was joined to another, that other."""
    ids = {one.incident for _, group in groups for one in group.raised}
    return {name: [*upwards(incidents.incident(name))][-1] for name in ids}


def _with_waiting(raised: Incident, groups: Groups, hazard: HazardEvent) -> Change:
    """The first of its kind: where others find it, and with it what waited for it."""
    incident = raised
    writes = [store.keep(rules.register(group, raised, hazard)) for _, group in groups]
    if groups:
        writes.append(store.lead(Route(hazard_id=hazard.hazard_id, incident=raised.id)))
    for row, member in rules.waiting(groups, hazard):
        if store.route(member.hazard_id) is None:
            leads = rules.leads(row, incident, member)
            joined = joining.counted(incident, member, leads=leads)
            incident, writes = joined.incident, [*writes, *_rows(joined, member)]
    return Change(incident, tuple(writes))


def _rows(joined: joining.Joined, new: Member) -> tuple[Write, ...]:
    known = joined.incident.id
    route = store.lead(Route(hazard_id=new.hazard_id, incident=known))
    return incidents.member_of(known, joined.beside), route
