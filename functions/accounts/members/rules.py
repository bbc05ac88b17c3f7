"""Changes of memberships. Pure: time comes in."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from events import Event
from events.accounts import MembershipEnded, MembershipGranted
from functions.accounts.communities.model import Community
from linli.errors import Invalid, NotFound, Refused
from linli.roles import Actor, Membership, Role

from .model import Duty, Grant, Member, Post
from .widths import LEVELS, level

Duties = Mapping[Role, Duty]


class Given(NamedTuple):
    actor: Actor
    membership: Membership
    news: tuple[Event, ...] = ()  # none: nothing changed


class Circumstances(NamedTuple):
    """What a grant is judged by; `community` contains the place, if it ever joined."""

    duty: Duty
    community: Community | None
    now: datetime


def check(person: str, wanted: Grant, by: str, known: Circumstances) -> None:
    """Refuse what nobody could grant."""
    if person == by:
        raise Refused("own-grant", status=403)
    joined(known.community)
    if wanted.until and wanted.until <= known.now:
        raise Invalid("over-already", "/body/until")
    if level(wanted.place) < LEVELS.index(known.duty.widest):
        raise Invalid("place-too-wide", "/body/place")


def joined(community: Community | None) -> None:
    """Refused if the community has left the platform."""
    if community and community.closed_at:
        raise Refused("community-closed")


def granted(
    actor: Actor, wanted: Grant, by: tuple[str, ...], grant_id: str, now: datetime
) -> Given:
    """The actor with one more membership, unless present. `by` are one or two people."""
    for one in actor.memberships:
        if one.id and one.id == grant_id:
            return Given(actor, _same(one, wanted, now))
    for one in _held(actor, wanted, now):
        if one.until == wanted.until:
            return Given(actor, one)
    new = Membership(id=grant_id, since=now, **wanted.model_dump())
    second = by[1] if len(by) > 1 else None
    about = _about(new, actor.id, by[0], now)
    fact = MembershipGranted(**about, until=new.until, approved_by=second)
    after = actor.model_copy(update={"memberships": (*actor.memberships, new)})
    return Given(after, new, (fact,))


def ended(actor: Actor, post: Post, by: str, now: datetime) -> Given:
    """The actor without it from now on. Idempotent; NotFound if never held."""
    mine = _held(actor, post, now)
    after = tuple(
        one.model_copy(update={"until": now}) if one in mine else one for one in actor.memberships
    )
    past = [one for one in after if (one.role, one.place) == (post.role, post.place)]
    if not past:
        raise NotFound
    news = tuple(MembershipEnded(**_about(one, actor.id, by, now)) for one in mine)
    return Given(actor.model_copy(update={"memberships": after}), past[-1], news)


def has(actor: Actor, wanted: Grant, now: datetime) -> bool:
    return any(one.until == wanted.until for one in _held(actor, wanted, now))


def held(actor: Actor, now: datetime) -> list[Membership]:
    """Present and future memberships."""
    return [one for one in actor.memberships if one.until is None or now < one.until]


def rank(duty: Duty) -> int:
    """The level that grants a role: a community, a street office, or two people."""
    if duty.strong:
        return 2
    return 0 if "community_worker" in duty.granted_by else 1


def strongest(actor: Actor, duties: Duties, now: datetime) -> Role:
    """The most powerful role; `resident` without any."""
    roles = [one.role for one in held(actor, now)]
    return max(roles, key=lambda role: rank(duties[role]), default="resident")


def changed(before: Actor, after: Actor, now: Callable[[str], datetime]) -> list[Member]:
    """For each changed role in a place, whether it is held and until when."""
    posts = dict.fromkeys((one.role, one.place) for one in after.memberships)
    return [
        _member(after, role, place, now(place))
        for role, place in posts
        if _ends(before, role, place) != _ends(after, role, place)
    ]


def _same(known: Membership, wanted: Grant, now: datetime) -> Membership:
    over = known.until is not None and known.until <= now
    same_end = over or known.until == wanted.until
    if (known.role, known.place) != (wanted.role, wanted.place) or not same_end:
        raise Invalid("idempotency-key-reused", "/headers/idempotency-key")
    return known


def _held(actor: Actor, post: Post, now: datetime) -> list[Membership]:
    """Present and future memberships of exactly this role and place."""
    return [one for one in held(actor, now) if (one.role, one.place) == (post.role, post.place)]


def _member(actor: Actor, role: Role, place: str, now: datetime) -> Member:
    ends = _ends(actor, role, place)
    until = None if None in ends else max(end for end in ends if end)
    there = until is None or now < until
    return Member(person=actor.id, role=role, place=place, until=until, there=there)


def _ends(actor: Actor, role: Role, place: str) -> list[datetime | None]:
    return [m.until for m in actor.memberships if (m.role, m.place) == (role, place)]


def _about(one: Membership, person: str, by: str, now: datetime) -> dict[str, Any]:
    post = {"role": one.role, "place": one.place, "community": one.place[:12]}
    return {"membership_id": one.id, "person": person, "by": by, "at": now, **post}
