"""Proposals of powerful roles, which need a second person. Pure: time comes in."""

from datetime import datetime
from typing import Literal

from linli.errors import Refused
from linli.roles import Actor

from .model import Grant, Proposal
from .rules import Circumstances


def proposed(person: str, wanted: Grant, by: str, proposal_id: str, now: datetime) -> Proposal:
    return Proposal(
        id=proposal_id,
        community=wanted.place,
        person=person,
        role=wanted.role,
        until=wanted.until,
        proposer=by,
        proposed_at=now,
    )


def approved(proposal: Proposal, by: str, lapses: datetime, now: datetime) -> Proposal:
    """Approved by a person other than the proposer and the recipient. Idempotent for the same
    person.
    """
    if by in (proposal.proposer, proposal.person):
        raise Refused("own-proposal", status=403)
    if proposal.state == "open" and lapses <= now:
        raise Refused("proposal-lapsed")
    return _decided(proposal, "approved", by, now)


def refused(proposal: Proposal, by: str, now: datetime) -> Proposal:
    """Refused; the proposer may withdraw it this way."""
    return _decided(proposal, "refused", by, now)


def still(proposer: Actor, wanted: Grant, known: Circumstances) -> None:
    """Refused if the proposer has lost the right: otherwise a single person would grant
    the role.
    """
    held = (one for one in proposer.memberships if one.role in known.duty.granted_by)
    if not any(one.covers(wanted.place, known.now) for one in held):
        raise Refused("proposer-left")


def asked_for(proposal: Proposal) -> Grant:
    return Grant(role=proposal.role, place=proposal.community, until=proposal.until)


def _decided(
    proposal: Proposal, state: Literal["approved", "refused"], by: str, now: datetime
) -> Proposal:
    if (proposal.state, proposal.decided_by) == (state, by):
        return proposal
    if proposal.state != "open":
        raise Refused("decided-already")
    said = {"state": state, "decided_by": by, "decided_at": now}
    return proposal.model_copy(update=said)
