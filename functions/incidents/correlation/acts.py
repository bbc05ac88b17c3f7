"""Applies events about hazards: load, decide, save, and again on conflict."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from events.facilities import ActionEvent, HazardEvent
from functions.incidents import store as incidents
from functions.incidents.handling import sensing
from functions.incidents.handling.acts import Change, move
from functions.incidents.model import Incident, Member
from linli.errors import NotFound
from linli.store import Write, commit, until_settled

from . import joining, rules, store
from .draft import AT_ONCE, PAUSE, Draft, Minutes, Now, sooner
from .finding import Found, find, kept
from .model import Correlation, Group, Route

Note = Callable[[Incident, dict[str, str], ActionEvent, datetime], sensing.Noted | None]
Groups = list[tuple[Correlation, Group]]


def take_up(hazard: HazardEvent, minutes: Minutes, clock: Now) -> None:
    """The hazard updates the incident that has it, joins one, raises one, or waits for one."""
    now = clock(hazard.community)

    def settle() -> None:
        try:
            found = find(hazard.hazard_id)
        except NotFound:
            _take_new(hazard, minutes, now)
        else:
            _take_known(found, hazard, minutes, now)

    until_settled(settle, AT_ONCE, PAUSE)
    join_waiting(hazard, minutes, clock)


def join_waiting(hazard: HazardEvent, minutes: Minutes, clock: Now) -> None:
    """Join hazards that waited for an incident and did not fit into the write that raised it.
    Idempotent: continues where an earlier call was interrupted.
    """
    mere = any(row.mere for row, _ in rules.applying(store.correlations(), hazard))
    if mere and hazard.raises == "incident":
        some = partial(_join_some, hazard, minutes, clock(hazard.community))
        while until_settled(some, AT_ONCE, PAUSE):
            pass


def take_note(action: ActionEvent, now: datetime, note: Note = sensing.acted) -> None:
    """NotFound if the hazard is not known yet: the event is retried."""

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
    groups = _groups(hazard)
    if picked := rules.pick(hazard, groups, _raised(groups)):
        draft = Draft(picked.incident)
        new = rules.member(hazard, picked.row.id, now)
        draft.join(picked.row, new, sooner(draft.now, hazard, minutes), now)
        draft.save()
    elif raised := sensing.raise_for(hazard, now):
        move(None, _with_waiting(raised, groups, hazard))
    else:
        after = [
            (group, rules.wait(row, store.waits(group, hazard.hazard_id), hazard, now))
            for row, group in groups
        ]
        if writes := [write for group, new in after if new for write in store.wait(group, new)]:
            commit(*writes)


def _join_some(hazard: HazardEvent, minutes: Minutes, now: datetime) -> bool:
    """Join some waiting hazards; returns whether more remain."""
    groups = _groups(hazard)
    picked = any(group.waits for _, group in groups) and rules.pick(hazard, groups, _raised(groups))
    if not picked:
        return False
    some = _waiting(groups, hazard)
    draft = Draft(picked.incident)
    for row, member in some.now:
        of = hazard.model_copy(update={"priority": member.priority})
        draft.join(row, member, sooner(draft.now, of, minutes), now)
    draft.save(*(store.keep(rules.less(group, some.left)) for _, group in groups if group.waits))
    return some.more


def _groups(hazard: HazardEvent) -> Groups:
    return [
        (row, store.group(hazard.community, row.id, place, drill=hazard.drill))
        for row, place in rules.applying(store.correlations(), hazard)
    ]


def _waiting(groups: Groups, hazard: HazardEvent) -> rules.Waiting:
    known = [(row, store.waiting(group)) for row, group in groups if group.waits]
    ids = {one.hazard_id for _, members in known for one in members}
    return rules.waiting(known, store.routes(ids) if ids else {}, hazard)


def _raised(groups: Groups) -> dict[str, Incident]:
    """The incidents as they are now; one that was joined to another is replaced by that other."""
    ids = {one.incident for _, group in groups for one in group.raised}
    return {name: [*incidents.upwards(incidents.incident(name))][-1] for name in ids}


def _with_waiting(raised: Incident, groups: Groups, hazard: HazardEvent) -> Change:
    """A new incident, registered where others find it, with the hazards that waited for it."""
    incident, some = raised, _waiting(groups, hazard)
    writes = [
        store.keep(rules.register(rules.less(group, some.left), raised, hazard))
        for _, group in groups
    ]
    if groups:
        writes.append(store.lead(Route(hazard_id=hazard.hazard_id, incident=raised.id)))
    for row, member in some.now:
        leads = rules.leads(row, incident, member)
        joined = joining.counted(incident, member, leads=leads)
        incident, writes = joined.incident, [*writes, *_rows(joined, member)]
    return Change(incident, tuple(writes))


def _rows(joined: joining.Joined, new: Member) -> tuple[Write, ...]:
    known = joined.incident.id
    route = store.lead(Route(hazard_id=new.hazard_id, incident=known))
    return incidents.member_of(known, joined.beside), route
