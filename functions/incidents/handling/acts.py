"""Carries out a change of an incident: load, decide, save, then move its state machine on."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple, cast

from botocore.exceptions import BotoCoreError, ClientError

from functions.incidents import store
from functions.incidents.model import Entry, Incident
from linli import clock, workflow
from linli.errors import Conflict
from linli.observe import logger
from linli.request import Request, remember, repeated
from linli.store import Write, stored, until_settled

from . import driving

MACHINE = "handling"


class Change(NamedTuple):
    """A decision with the rows to write in the same transaction. `others` are further incidents,
    each as (before, after), where None before means new.
    """

    incident: Incident
    writes: tuple[Write, ...] = ()
    others: tuple[tuple[Incident | None, Incident], ...] = ()


Decided = Incident | Change


def change(incident_id: str, decide: Callable[[Incident], Decided | None]) -> Incident:
    """Apply a decision; returns the incident. None decided leaves it unchanged."""

    def settle() -> Incident:
        before = store.incident(incident_id)
        after = decide(before)
        if after is None:
            return before
        move(before, after)
        return whole(after).incident

    return until_settled(settle)


def once(
    incident_id: str,
    request: Request,
    may: Callable[[Incident], None],
    decide: Callable[[Incident, datetime], Decided],
) -> Entry:
    """Apply a person's act; returns its fact. A repeated request gets the same fact, also if the
    act itself gave the incident to another person.
    """

    def settle() -> Entry:
        before = store.incident(incident_id)
        if seq := repeated(before.acts, request):
            done = store.entry(incident_id, seq)
            may(before.model_copy(update={"assignee": done.by}))
            return done
        may(before)
        decided = whole(decide(before, clock.now(before.community)))
        acts = remember(before.acts, request, decided.incident.entries)
        after = decided.incident.model_copy(update={"acts": acts})
        return move(before, decided._replace(incident=after))

    return until_settled(settle)


def move(before: Incident | None, decided: Decided) -> Entry:
    """Store, and resume or start the state machines of incidents whose stage changed."""
    after, writes, others = whole(decided)
    rows = [row for _, other in others for row in store.writes(other)]
    incident, fact = store.save(after, *writes, *rows)
    beside = [(was, stored(now).model_copy(update={"news": None})) for was, now in others]
    for was, now in ((before, incident), *beside):
        if was is None or was.stage != now.stage:
            drive(now, anew=was is None or was.generation != now.generation)
    return cast("Entry", fact)  # every act of a person or reading has a fact


def whole(decided: Decided) -> Change:
    return decided if isinstance(decided, Change) else Change(decided)


def drive(incident: Incident, *, anew: bool) -> None:
    """Best effort: the change is stored and has a due, and the sweeper repairs a failure here."""
    try:
        if anew:
            workflow.start(MACHINE, incident)
            return
        heard = workflow.resume(incident.token, {"stage": incident.stage})
    except (BotoCoreError, ClientError):
        logger.exception("not driven", incident=incident.id, stage=incident.stage)
        return
    if heard:
        after = driving.rest(incident)
    else:
        after = incident.model_copy(update={"due": clock.now(incident.community)})
    if after != incident:
        with suppress(Conflict):  # the state machine was faster
            store.save(after)
