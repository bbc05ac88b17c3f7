"""Applies a batch of events about hazards: each incident is written once for all of them. The
result is the same as for the events one by one.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from events.facilities import HazardEvent
from functions.incidents import store as incidents
from functions.incidents.handling import sensing
from functions.incidents.model import Incident
from linli.store import until_settled

from . import acts, rules, store
from .draft import AT_ONCE, PAUSE, Draft, Minutes, Now, Told, sooner
from .model import Correlation, Group

MOST = 30  # events per write: each is three rows at most


def take_up(told: Sequence[Told], minutes: Minutes, now: Now) -> list[bool]:
    """Which of the events were applied. The others are left to be applied one by one."""
    left = dict(enumerate(told))
    while len(left) > 1:
        until_settled(partial(_settle, left, minutes, now), AT_ONCE, PAUSE)
        if (first := next(_raising(left), None)) is None:
            break
        number, hazard = first
        acts.take_up(hazard, minutes, now)  # now there is an incident that others find
        del left[number]
    for number, fact in enumerate(told):
        if number not in left and isinstance(fact, HazardEvent):
            acts.join_waiting(fact, minutes, now)
    return [number not in left for number in range(len(told))]


def _settle(left: dict[int, Told], minutes: Minutes, now: Now) -> None:
    some = dict(list(left.items())[:MOST])
    desk = Desk([*some.values()])
    for number, fact in some.items():
        desk.take(number, fact, minutes, now)
    for draft in desk.drafts.values():
        draft.save()
        for number in draft.numbers:
            del left[number]


def _raising(left: Mapping[int, Told]) -> Iterator[tuple[int, HazardEvent]]:
    for number, fact in left.items():
        if isinstance(fact, HazardEvent) and fact.raises == "incident":
            yield number, fact


class Desk:
    """The rows that a batch is about, each read once."""

    def __init__(self, told: Sequence[Told]) -> None:
        hazards = {one.hazard_id for one in told}
        self.holders = store.routes(hazards)
        own = {sensing.incident_of(one): one for one in hazards - self.holders.keys()}
        known = incidents.incidents_of({*own, *self.holders.values()})
        self.holders |= {own[name]: name for name in own.keys() & known.keys()}
        self.drafts = {name: Draft(one) for name, one in known.items() if not one.merged_into}
        self.groups: dict[tuple[str, str, str, bool], Group] = {}
        self.roots: dict[str, str] = {}  # the incident that handles each incident of a group

    def take(self, number: int, fact: Told, minutes: Minutes, now: Now) -> None:
        """Applies the event to its draft; does nothing if that needs a new incident or one joined
        elsewhere.
        """
        if fact.hazard_id in self.holders:
            draft = self.drafts.get(self.holders[fact.hazard_id])
            if draft:
                draft.hear(fact, minutes, now)
                draft.numbers.append(number)
        elif isinstance(fact, HazardEvent) and (picked := self._pick(fact)):
            draft, at = self.drafts[picked.incident.id], now(fact.community)
            new = rules.member(fact, picked.row.id, at)
            draft.join(picked.row, new, sooner(draft.now, fact, minutes), at)
            self.holders[fact.hazard_id] = picked.incident.id
            draft.numbers.append(number)

    def _pick(self, hazard: HazardEvent) -> rules.Pick | None:
        groups = [
            (row, self._group(row, place, hazard))
            for row, place in rules.applying(store.correlations(), hazard)
        ]
        named = {one.incident for _, group in groups for one in group.raised}
        return rules.pick(hazard, groups, {name: self._root(name) for name in named})

    def _group(self, row: Correlation, place: str, hazard: HazardEvent) -> Group:
        key = hazard.community, row.id, place, hazard.drill
        if key not in self.groups:
            self.groups[key] = store.group(*key[:3], drill=hazard.drill)
        return self.groups[key]

    def _root(self, name: str) -> Incident:
        """Including the decisions so far."""
        if name not in self.roots:
            draft = self.drafts.get(name)
            root = [*incidents.upwards(draft.before if draft else incidents.incident(name))][-1]
            self.roots[name] = root.id
            self.drafts.setdefault(root.id, Draft(root))
        return self.drafts[self.roots[name]].now
