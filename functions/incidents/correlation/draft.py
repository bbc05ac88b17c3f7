"""An incident with several decisions that are then written at once."""

from collections.abc import Callable
from datetime import datetime

from events.facilities import ActionEvent, HazardEvent
from functions.incidents import store as incidents
from functions.incidents import tally
from functions.incidents.handling import sensing
from functions.incidents.handling.acts import Change, move
from functions.incidents.handling.sensing import Allowed
from functions.incidents.model import Incident, Member, News
from linli.store import Write, commit

from . import joining, rules, store
from .model import Correlation, Route

AT_ONCE = 20  # tries: in a fire, many workers write the same incident at once
PAUSE = 0.01  # seconds, doubling
Minutes = Callable[[HazardEvent], Allowed]
Now = Callable[[str], datetime]  # city time of a community
Told = HazardEvent | ActionEvent


def sooner(incident: Incident, hazard: HazardEvent, minutes: Minutes) -> Allowed:
    """Looked up only when needed: of forty hazards, thirty-nine usually change nothing."""
    return minutes(hazard) if hazard.priority < incident.priority else {}


class Draft:
    """An incident with the decisions that are not stored yet, and the indexes of the events they
    are for.
    """

    def __init__(self, incident: Incident) -> None:
        self.before = self.now = incident
        self.members: dict[str, Member] = {}
        self.routes: list[Route] = []
        self.news: list[News] = []
        self.numbers: list[int] = []

    def hear(self, fact: Told, minutes: Minutes, now: Now) -> None:
        """Apply an event of a hazard that the incident already has."""
        before, at = self._member(fact.hazard_id), now(fact.community)
        if isinstance(fact, ActionEvent):
            if noted := sensing.acted(self.now, before.actions, fact, at):
                self._keep(before.model_copy(update={"actions": noted.actions}), noted.incident)
        elif after := sensing.heard(before, fact):
            allowed = sooner(self.now, fact, minutes)
            if decided := sensing.told(self.now, before, after, allowed, at):
                self._keep(after, decided)

    def join(self, row: Correlation, new: Member, allowed: Allowed, at: datetime) -> None:
        leads = rules.leads(row, self.now, new)
        joined = joining.join(self.now, new, allowed, at, leads=leads)
        self.members[joined.beside.hazard_id] = joined.beside
        self.routes.append(Route(hazard_id=new.hazard_id, incident=self.now.id))
        self._take(joined.incident)

    def save(self, *others: Write) -> None:
        if not self.news:
            if others:
                commit(*others)
            return
        *earlier, last = self.news
        events = tuple(event for one in self.news for event in one.events)
        whole = News(entry=last.entry, events=events)
        rows = [incidents.member_of(self.now.id, one) for one in self.members.values()]
        rows += [store.lead(route) for route in self.routes]
        rows += incidents.told(self.now, earlier)
        move(self.before, Change(self.now.model_copy(update={"news": whole}), (*rows, *others)))

    def _member(self, hazard_id: str) -> Member:
        if hazard_id == self.now.hazard_id:
            return tally.lead(self.now)
        return self.members.get(hazard_id) or incidents.member(self.now.id, hazard_id)

    def _keep(self, after: Member, decided: Incident) -> None:
        if after.hazard_id == decided.hazard_id:
            decided = decided.model_copy(update={"actions": after.actions})
        else:
            self.members[after.hazard_id] = after
        self._take(decided)

    def _take(self, decided: Incident) -> None:
        self.now = decided.model_copy(update={"news": None})
        self.news += [decided.news] if decided.news else []
