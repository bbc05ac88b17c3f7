"""How a change of an incident is carried out: load, decide, save, and move the machine on."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple, cast

from functions.incidents import store
from functions.incidents.model import Done, Entry, Incident
from linli import clock, workflow
from linli.errors import Conflict, Invalid
from linli.store import Write, stored, until_settled

from . import driving

MACHINE = "handling"
KEPT = 100  # of what people did, the latest: a request that comes again comes soon


class Change(NamedTuple):
    """What is decided, and the rows that are written with it or not at all; `others` are further
    incidents, each as it was (None: it is new) and as it is.
    """

    incident: Incident
    writes: tuple[Write, ...] = ()
    others: tuple[tuple[Incident | None, Incident], ...] = ()


Decided = Incident | Change


class Request(NamedTuple):
    """A person's act: `mark` is the same when it is sent again, `digest` that of its content."""

    mark: str
    digest: str


def begin(raised: Incident | None) -> bool:
    """Whether this incident is new; its machine is then on its way."""
    if raised is None:
        return False
    try:
        saved = store.save(raised).incident
    except Conflict:
        return False
    workflow.start(MACHINE, saved)
    return True


def change(incident_id: str, decide: Callable[[Incident], Decided | None]) -> None:
    """None decided leaves the incident as it is."""

    def settle() -> None:
        before = store.incident(incident_id)
        after = decide(before)
        if after is not None:
            move(before, after)

    until_settled(settle)


def once(
    incident_id: str,
    request: Request,
    may: Callable[[Incident], None],
    decide: Callable[[Incident, datetime], Decided],
) -> Entry:
    """The fact that a person's act became; the same request again gets the same fact."""

    def settle() -> Entry:
        before = store.incident(incident_id)
        may(before)
        if done := before.acts.get(request.mark):
            if done.request != request.digest:
                raise Invalid("idempotency-key-reused", "/headers/idempotency-key")
            return store.entry(incident_id, done.seq)
        decided = whole(decide(before, clock.now(before.community)))
        done = Done(request=request.digest, seq=decided.incident.entries)
        acts = dict([*before.acts.items()][1 - KEPT :]) | {request.mark: done}
        after = decided.incident.model_copy(update={"acts": acts})
        return move(before, decided._replace(incident=after))

    return until_settled(settle)


def move(before: Incident | None, decided: Decided) -> Entry:
    """Kept; and the machine of each told, where it is to go on from another stage."""
    after, writes, others = whole(decided)
    rows = [row for _, other in others for row in store.writes(other)]
    incident, fact = store.save(after, *writes, *rows)
    beside = [(was, stored(now).model_copy(update={"news": None})) for was, now in others]
    for was, now in ((before, incident), *beside):
        if was is None or was.stage != now.stage:
            _drive(now, anew=was is None or was.generation != now.generation)
    return cast("Entry", fact)  # whatever people or sensors do is one


def whole(decided: Decided) -> Change:
    return decided if isinstance(decided, Change) else Change(decided)


def _drive(incident: Incident, *, anew: bool) -> None:
    """What goes wrong here the sweeper makes good: the change itself is kept."""
    if anew:
        workflow.start(MACHINE, incident)
        return
    if workflow.resume(incident.token, {"stage": incident.stage}):
        after = driving.rest(incident)
    else:
        after = incident.model_copy(update={"due": clock.now(incident.community)})
    if after != incident:
        with suppress(Conflict):  # the machine was quicker
            store.save(after)
