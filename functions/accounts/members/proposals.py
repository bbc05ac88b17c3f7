"""What becomes of a strong role that is proposed: it takes a second person. Pure: time comes in."""

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
    """By another than who proposed it, and than who gets it; twice by one person is once."""
    if by in (proposal.proposer, proposal.person):
        raise Refused("own-proposal", status=403)
    if proposal.state == "open" and lapses <= now:
        raise Refused("proposal-lapsed")
    return _decided(proposal, "approved", by, now)


def refused(proposal: Proposal, by: str, now: datetime) -> Proposal:
    """By its proposer too, who so takes it back."""
    return _decided(proposal, "refused", by, now)


def still(proposer: Actor, wanted: Grant, known: Circumstances) -> None:
    """Refused if the proposer is no longer what one must be: then one person would give alone."""
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
