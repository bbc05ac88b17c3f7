"""Linked actions that wait for a person's confirmation: who is notified, and what was decided.
Pure.

Events may be repeated and arrive in any order: each action waits once, and never after its
decision.
"""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from events.facilities import ActionConfirmed, ActionEvent, ActionProposed, ActionRefused
from functions.incidents.model import ByHand, Incident
from functions.incidents.news import fact, notice

from .jobs import asked, telling
from .rules import ENDED
from .sensing import JOBS, Noted

WHY = {"by-person": "refused", "forbidden-by-rule": "banned", "hazard-over": "over"}
TOGETHER = timedelta(minutes=1)  # a round of the sweeper: what is late expires together
Deciders = Callable[[Incident, Collection[str], datetime], list[str]]


def heard(
    incident: Incident,
    known: dict[str, str],
    action: ActionEvent,
    now: datetime,
    *,
    deciders: Deciders,
) -> Noted | None:
    what, mark = _what(action), f"decided {action.action_id}"
    before = known.get(mark)
    if before == what or before not in (None, "proposed"):
        return None
    job = ByHand(action_id=action.action_id, asset_id=action.asset_id, command=action.command)
    note = f"{action.command} {action.asset_id}: {what}"
    if isinstance(action, ActionProposed):
        people = [] if incident.stage in ENDED else deciders(incident, action.roles, now)
        after = _asked(incident, job, people, note, now)
    else:
        by = None if what == "expired" else getattr(action, "by", None)
        after = _decided(incident, job, by, note, now, expired=what == "expired")
    return Noted(after, known | {mark: what})


def _asked(
    incident: Incident, job: ByHand, people: list[str], note: str, now: datetime
) -> Incident:
    """Each person is notified once while anything waits, because a fire closes many valves within
    seconds; further actions appear in the incident.
    """
    waiting = (*incident.to_confirm, job)[-JOBS:]
    after = incident.model_copy(update={"to_confirm": waiting})
    known = asked(incident)
    asks = [notice(after, "to-confirm", one, now) for one in people if one not in known]
    return fact(after, "action", now, note=note, notices=asks)


def _decided(
    incident: Incident, job: ByHand, by: str | None, note: str, now: datetime, *, expired: bool
) -> Incident:
    """An expired action is reported to all who could have decided and to the assignee, once for all
    that expire together.
    """
    left = tuple(one for one in incident.to_confirm if one.action_id != job.action_id)
    after = incident.model_copy(update={"to_confirm": left})
    settled = () if left else telling(incident)
    people = [told.person for told in incident.told.values() if told.kind == "to-confirm"]
    missed = incident.model_copy(update={"to_confirm": (job,)})
    tell = expired and incident.stage not in ENDED
    whom = dict.fromkeys((*people, incident.assignee)) if tell else ()
    known = {
        told.person
        for told in incident.told.values()
        if told.kind == "unconfirmed" and told.at and now - told.at < TOGETHER
    }
    asks = [notice(missed, "unconfirmed", one, now) for one in whom if one not in known]
    return fact(after, "action", now, by=by, note=note, notices=asks, settled=settled)


def _what(action: ActionEvent) -> str:
    if isinstance(action, ActionRefused):
        return WHY.get(action.why, action.why)
    return "confirmed" if isinstance(action, ActionConfirmed) else "proposed"
