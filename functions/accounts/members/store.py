"""Storage of memberships. Keys are spelled in the store files and nowhere else.

actor#<sub>      memberships            a person's roles, present and past; read by linli.members
member#<code>    <role>#<sub>#<place>   a role of a person there; listed by role, place
proposal#<id>    proposal               a proposed powerful role; open ones listed
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeVar, get_args

from events import Event
from linli import clock, members
from linli.errors import NotFound
from linli.model import Noun
from linli.roles import Actor, Role
from linli.rows import rows
from linli.store import Page, Write, commit, create, find, listing, load, load_many, stored

from .model import Duty, Member, Proposal
from .rules import changed
from .widths import begins

OPEN = "proposals"
N = TypeVar("N", bound=Noun)
ROLES: tuple[Role, ...] = get_args(Role)


@cache
def duties() -> dict[Role, Duty]:
    return {duty.id: duty for duty in rows("accounts", "roles", Duty)}


def actor(sub: str) -> Actor:
    """A person without a row has no roles, or those of the city's file; these are stored with the
    first change, and from then on the file does not apply.
    """
    found = find(f"actor#{sub}", "memberships", Actor)
    return found or Actor(id=sub, memberships=members.founding(sub))


def actors(subs: Iterable[str]) -> dict[str, Actor]:
    """All of them, in one call."""
    asked = list(subs)
    known = load_many(((f"actor#{sub}", "memberships") for sub in asked), Actor)
    nothing = (Actor(id=sub, memberships=members.founding(sub)) for sub in asked)
    return {one.id: known.get(f"actor#{one.id}", one) for one in nothing}


def save(before: Actor, after: Actor, news: tuple[Event, ...] = (), *others: Write) -> None:
    """Store the person's roles, the lists of members, and other writes, or nothing."""
    writes = [] if after == before else [become(after, news), *_there(before, after)]
    if writes or others:
        commit(*writes, *others)
    members.forget()  # here at once; elsewhere within members.CACHED seconds


def become(actor: Actor, news: tuple[Event, ...] = ()) -> Write:
    """A write for changes that do not affect memberships; otherwise see `save`."""
    return Write(f"actor#{actor.id}", "memberships", actor, news)


def there(place: str, role: Role | None, after: str, limit: int) -> Page[Member]:
    """Members of a place or of places within it, by role, place and person."""
    first, _, cursor = after.partition("|")
    roles = ROLES[ROLES.index(first) :] if first in ROLES else ROLES
    found: list[Member] = []
    for one in [role] if role else roles:
        if len(found) == limit:
            return Page(found, f"{one}|")
        page = listing(
            f"members#{one}", Member, starts=begins(place), after=cursor, limit=limit - len(found)
        )
        found += page.items
        if page.next:
            return Page(found, f"{one}|{page.next}")
        cursor = ""
    return Page(found, None)


def proposal(proposal_id: str) -> Proposal:
    return load(f"proposal#{proposal_id}", "proposal", Proposal)


def proposals(place: str, after: str) -> Page[Proposal]:
    return listing(OPEN, Proposal, starts=begins(place), after=after)


def propose(proposal: Proposal, request: str) -> Proposal:
    return create(deciding(proposal, request), model=Proposal)


def decide(proposal: Proposal) -> Proposal:
    commit(deciding(proposal))
    return stored(proposal)


def deciding(proposal: Proposal, request: str | None = None) -> Write:
    """Only open ones are listed."""
    listed = (OPEN, f"{proposal.community}#{proposal.id}") if proposal.state == "open" else None
    return Write(f"proposal#{proposal.id}", "proposal", proposal, listed=listed, request=request)


def _there(before: Actor, after: Actor) -> Iterator[Write]:
    for member in changed(before, after, clock.now):
        pk, sk = f"member#{member.place[:12]}", f"{member.role}#{member.person}#{member.place}"
        listed = (f"members#{member.role}", f"{member.place}#{member.person}")
        yield Write(pk, sk, _over(pk, sk, member), listed=listed if member.there else None)


def _over(pk: str, sk: str, new: N) -> N:
    """With the version of the existing row."""
    try:
        return new.model_copy(update={"version": load(pk, sk, type(new)).version})
    except NotFound:
        return new
