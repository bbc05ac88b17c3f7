"""Routes of memberships: granting and ending roles."""

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from functions.accounts import terms
from functions.accounts.communities import store as store_communities
from functions.accounts.routes import After, Id, Of, Whom, api
from linli import clock
from linli.api import IdempotencyKey
from linli.auth import Caller, CallerNow
from linli.errors import Conflict
from linli.roles import Membership
from linli.store import Write, stored, until_settled

from . import notes, proposals, rules, store
from .model import Duty, Grant, Post, Proposal

JSON = "application/json"


class Roles(BaseModel):
    items: list[Duty]


class Proposals(BaseModel):
    items: list[Proposal]
    next: str | None


@api.get("/v1/accounts/roles", own=True, summary="All roles, their purpose, and who may grant them")
def list_roles(caller: CallerNow) -> Roles:
    return Roles(items=list(store.duties().values()))


@api.post(
    "/v1/accounts/actors/<sub>/memberships",
    action="grant_membership",
    status_code=201,
    responses={
        201: {"description": "It is his", "content": {JSON: {"model": Membership}}},
        202: {"description": "Proposed", "content": {JSON: {"model": Proposal}}},
    },
    summary="Grant a role in a place; 202 for a strong one, which another person must approve",
)
def grant_membership(
    sub: Whom, grant: Grant, key: IdempotencyKey, caller: CallerNow
) -> Response[Membership | Proposal]:
    caller.must(grant.place, kind="Membership", role=grant.role, subject_person=sub)
    known = _circumstances(grant)
    rules.check(sub, grant, caller.id, known)
    mine = caller.derive(key)
    if known.duty.strong and not rules.has(store.actor(sub), grant, known.now):
        new = proposals.proposed(sub, grant, caller.id, mine, known.now)
        proposal = store.propose(new, caller.digest(grant, sub))
        return Response(202, JSON, proposal)
    return Response(201, JSON, until_settled(lambda: _give(sub, grant, (caller.id,), mine)))


@api.post(
    "/v1/accounts/actors/<sub>/endings",
    action="end_membership",
    status_code=201,
    summary="End somebody's role in a place, at once",
)
def end_membership(sub: Whom, post: Post, caller: CallerNow) -> Membership:
    caller.must(post.place, kind="Membership", role=post.role, subject_person=sub)

    def settle() -> Membership:
        before, now = store.actor(sub), clock.now(post.place)
        ended = rules.ended(before, post, caller.id, now)
        within = store_communities.joined(post.place)
        told = notes.role_ended(sub, ended.membership, within, now)
        store.save(before, ended.actor, (*ended.news, told) if ended.news else ())
        return ended.membership

    return until_settled(settle)


@api.get(
    "/v1/accounts/proposals",
    action="list_proposals",
    summary="Proposed strong roles that wait for approval, by place",
)
def list_proposals(caller: CallerNow, place: Of, after: After = "") -> Proposals:
    caller.must(place)
    page = store.proposals(place, after)
    return Proposals(items=page.items, next=page.next)


@api.post(
    "/v1/accounts/proposals/<proposal_id>/approvals",
    action="approve_proposal",
    status_code=201,
    summary="Approve a proposed role: neither by the proposer nor by the person who gets it",
)
def approve_proposal(proposal_id: Id, caller: CallerNow) -> Proposal:
    def settle() -> Proposal:
        before = _may_decide(caller, proposal_id)
        wanted = proposals.asked_for(before)
        known = _circumstances(wanted)
        lapses = terms.after(terms.known(), "proposal-stands", before.proposed_at)
        after = proposals.approved(before, caller.id, lapses, known.now)
        if after == before:
            return before
        rules.check(before.person, wanted, caller.id, known)
        proposals.still(store.actor(before.proposer), wanted, known)
        by = (before.proposer, caller.id)
        _give(before.person, wanted, by, before.id, store.deciding(after))
        return stored(after)

    return until_settled(settle)


@api.post(
    "/v1/accounts/proposals/<proposal_id>/refusals",
    action="refuse_proposal",
    status_code=201,
    summary="Refuse a proposed role, or withdraw one's own proposal",
)
def refuse_proposal(proposal_id: Id, caller: CallerNow) -> Proposal:
    def settle() -> Proposal:
        before = _may_decide(caller, proposal_id)
        after = proposals.refused(before, caller.id, clock.now(before.community))
        return before if after == before else store.decide(after)

    return until_settled(settle)


def _may_decide(caller: Caller, proposal_id: str) -> Proposal:
    proposal = store.proposal(proposal_id)
    about = {"subject_person": proposal.person, "proposer": proposal.proposer}
    caller.must(proposal, role=proposal.role, **about)
    return proposal


def _circumstances(wanted: Grant) -> rules.Circumstances:
    return rules.Circumstances(
        store.duties()[wanted.role], store_communities.joined(wanted.place), clock.now(wanted.place)
    )


def _give(sub: str, grant: Grant, by: tuple[str, ...], grant_id: str, *others: Write) -> Membership:
    before, now = store.actor(sub), clock.now(grant.place)
    given = rules.granted(before, grant, by, grant_id, now)
    duty = store.duties()[grant.role]
    if given.news and duty.strong and len(by) == 1:
        raise Conflict  # it ended meanwhile, and a single person may not grant it again
    within = store_communities.joined(grant.place)
    told = notes.role_given(sub, given.membership, within, now)
    store.save(before, given.actor, (*given.news, told) if given.news else (), *others)
    return given.membership
