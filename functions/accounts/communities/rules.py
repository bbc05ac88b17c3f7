"""Changes of communities. Pure: time comes in as an argument."""

from datetime import datetime
from typing import NamedTuple

from events import Event
from events.accounts import CommunityClosed, CommunityOpened
from linli.errors import Invalid, Refused
from linli.places import within

from .model import Community, Opening


class Changed(NamedTuple):
    community: Community
    news: tuple[Event, ...] = ()  # none: nothing changed


def open_as(known: Community | None, opening: Opening, city: str, now: datetime) -> Changed:
    """Idempotent; a closed community may join again."""
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
    """Idempotent. Memberships there stay recorded."""
    if known.closed_at:
        return Changed(known)
    closed = known.model_copy(update={"closed_at": now})
    return Changed(closed, (CommunityClosed(community=known.code, at=now),))
