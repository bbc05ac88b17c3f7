"""How an incident is joined to another, and becomes independent again. Pure."""

from collections.abc import Container, Sequence
from datetime import datetime
from typing import Any, Literal

from events.incidents import IncidentReopened
from functions.incidents import tally
from functions.incidents.handling import jobs
from functions.incidents.handling.rules import ENDED, GRACE, reopen
from functions.incidents.handling.sensing import JOBS, Allowed, sooner
from functions.incidents.model import Incident
from functions.incidents.news import fact, notice, said
from linli.errors import Refused

from .joining import name, notice_of_more, span

ALONE = {"A4.1"}  # people trapped: the law counts the time of each case on its own


def merge(
    into: Incident, other: Incident, by: str, reason: str, allowed: Allowed, now: datetime
) -> tuple[Incident, Incident]:
    """Merge `other` into `into`: the first continues for both, the other ends and refers to it. A
    verified one is reopened by what nobody has inspected.
    """
    _must_fit(into, other)
    both = _both(into, other)
    new = into.model_copy(update=both | sooner(into, both["priority"], allowed, now))
    note = f"{name(other)}: {reason}"
    asks = jobs.asks(new, other, now)
    if into.stage == "verified" and not _is_over(other):
        after = reopen(new, by, f"joined: {note}", now, asks)
    else:
        told = notice_of_more(into, new, now)
        asks += [notice(new, told, new.assignee, now)] if told else []
        after = fact(new, "joined", now, by=by, note=note, notices=asks)
    return after, _ended(other, into, by, reason, now)


def revive(
    incident: Incident,
    path: Sequence[Incident],
    actions: Container[str],
    by: str,
    reason: str,
    now: datetime,
) -> Incident:
    """The first incident of the path, once joined to another, is independent again. It is
    dispatched anew by an execution of its own, and takes back the tasks of its linked actions from
    the last of the path.
    """
    parent, root = path[0], path[-1]
    stage: Literal["raised", "reopened"] = "reopened" if incident.number else "raised"
    fresh: dict[str, Any] = {
        "merged_into": None,
        "parted_from": parent.id,
        "closed_at": None,
        "reopened_at": now,
        "begun_at": now,
        "generation": incident.generation + 1,
        "token": None,
        "due": now + GRACE,
        "first_level": incident.level,
        "assignee": None,
        "post": None,
        "handler": None,
        "verifier": None,
        "stuck": False,
        "overdue": False,
        "stage": stage,
    }
    after = incident.model_copy(update=fresh | jobs.of(root, actions))
    told = said(IncidentReopened, incident, now)
    more: dict[str, Any] = {"events": [told], "notices": jobs.asks(after, root, now)}
    return fact(after, stage, now, by=by, note=f"{name(parent)}: {reason}", **more)


def without(parent: Incident, child: str) -> Incident:
    kept: Sequence[str] = [one for one in parent.merged if one != child]
    return parent.model_copy(update={"merged": tuple(kept)})


def _must_fit(into: Incident, other: Incident) -> None:
    if into.id == other.id or into.community != other.community or into.drill != other.drill:
        raise Refused("not-joinable")
    if {into.category, other.category} & ALONE:
        raise Refused("not-joinable")
    if into.stage in ENDED or other.stage in ENDED:
        raise Refused("wrong-stage")


def _is_over(other: Incident) -> bool:
    """Whether it was inspected, or has one hazard whose sensor reads normal. Of several, its own
    sensor does not tell whether each has one.
    """
    alone = not (other.joined or other.sensor.absent)
    return other.stage == "verified" or (alone and other.sensor.normal)


def _both(into: Incident, other: Incident) -> dict[str, Any]:
    """The counts, the span of time and the open tasks of both incidents together."""
    return {
        **tally.recount(into, tally.NONE, tally.counts(other), other.sensor),
        "lead": tally.lead(into),
        "span": span(into, other.span or (other.hazard_at, other.hazard_at)),
        "merged": (*into.merged, other.id),
        "by_hand": tuple(dict.fromkeys((*into.by_hand, *other.by_hand)))[-JOBS:],
        "to_confirm": tuple(dict.fromkeys((*into.to_confirm, *other.to_confirm)))[-JOBS:],
    }


def _ended(other: Incident, into: Incident, by: str, reason: str, now: datetime) -> Incident:
    """Ended; its open tasks are now those of the other incident."""
    ends: dict[str, Any] = {"merged_into": into.id, "closed_at": now, "deadline": None}
    ends |= {"stage": "merged", "due": now + GRACE} | jobs.NOBODYS
    over = jobs.telling(other)
    note = f"{name(into)}: {reason}"
    return fact(other, "merged", now, by=by, note=note, settled=over, **ends)
