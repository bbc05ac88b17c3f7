"""What becomes of communities and memberships. Pure: no clock, no network, no environment."""

from datetime import datetime
from typing import NamedTuple

from events import Event
from events.accounts import CommunityClosed, CommunityOpened
from linli.errors import Invalid, NotFound, Refused
from linli.places import within
from linli.roles import Actor, Membership

from .model import Community, Grant, Opening, Post


class Changed(NamedTuple):
    community: Community
    news: tuple[Event, ...] = ()  # none: nothing changed


class Given(NamedTuple):
    actor: Actor
    membership: Membership


def open_as(known: Community | None, opening: Opening, city: str, now: datetime) -> Changed:
    """Opened twice is opened once; one that was closed may join again."""
    if not within(opening.code, city):
        raise Invalid("not-in-city", "/body/code")
    if known and known.closed_at is None:
        if known.name != opening.name:
            raise Refused("already-open")
        return Changed(known)
    version = known.version if known else None
    opened = Community(
        code=opening.code, name=opening.name, opened_at=now, closed_at=None, version=version
    )
    zh, en = opening.name.zh, opening.name.en
    fact = CommunityOpened(community=opening.code, at=now, name_zh=zh, name_en=en)
    return Changed(opened, (fact,))


def close(known: Community, now: datetime) -> Changed:
    """Closed twice is closed once. What people are there stays written."""
    if known.closed_at:
        return Changed(known)
    closed = known.model_copy(update={"closed_at": now})
    return Changed(closed, (CommunityClosed(community=known.code, at=now),))


def grant(
    actor: Actor, wanted: Grant, by: str, community: Community | None, now: datetime
) -> Given:
    """The actor with one membership more; `community` is that of the place, if it ever joined."""
    if actor.id == by:
        raise Refused("own-grant", status=403)
    if community and community.closed_at:
        raise Refused("community-closed")
    if wanted.until and wanted.until <= now:
        raise Invalid("over-already", "/body/until")
    for held in _held(actor, wanted, now):
        if held.until == wanted.until:
            return Given(actor, held)
    new = Membership(**wanted.model_dump(), since=now)
    return Given(actor.model_copy(update={"memberships": (*actor.memberships, new)}), new)


def end(actor: Actor, post: Post, now: datetime) -> Given:
    """The actor without it, from now on; twice gives the first end. NotFound if never held."""
    ended = tuple(
        held.model_copy(update={"until": now}) if held in _held(actor, post, now) else held
        for held in actor.memberships
    )
    past = [one for one in ended if (one.role, one.place) == (post.role, post.place)]
    if not past:
        raise NotFound
    return Given(actor.model_copy(update={"memberships": ended}), past[-1])


def _held(actor: Actor, post: Post, now: datetime) -> list[Membership]:
    """What the actor is, or will be, of just this."""
    return [
        held
        for held in actor.memberships
        if (held.role, held.place) == (post.role, post.place)
        and (held.until is None or now < held.until)
    ]
