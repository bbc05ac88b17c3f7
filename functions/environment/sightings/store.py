"""Storage of sightings. Keys are spelled in this file and nowhere else.

sighting#<id>            sighting   a fall or thrown object; due while somebody is asked; listed by
                                    community, open ones, and separately all others, latest first;
                                    expires a while after it is over
near#<kind>#<whose>      near       the latest of a community or person; expires with them
clip#<sighting>          <id>       the location of a recording; due at its erasure; the rest
                                    expires with its sighting
look#<about>             <ulid>     an access, with its purpose; listed by person, latest first
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from ulid import ULID

from events import Event
from linli import clock, sifting
from linli.errors import NotFound
from linli.model import Noun
from linli.store import Page, Write, commit, listing, load, partition
from linli.table import utc

from . import rows
from .model import Clip, Group, Kind, Look, Sighting

OPEN, OVER, SHOWN = "sightings", "sightings-over", 50
N = TypeVar("N", bound=Noun)


def sighting(sighting_id: str) -> Sighting:
    """NotFound also after its expiry: DynamoDB may delete it later."""
    found = by_key(_sighting(sighting_id))
    if not _in_time(found):
        raise NotFound
    return found


def by_key(pk: str, _: str = "") -> Sighting:
    return load(pk, "sighting", Sighting)


def known(sighting_id: str) -> Sighting | None:
    found = _known(_sighting(sighting_id), "sighting", Sighting)
    return found if found and _in_time(found) else None


def sightings(community: str, kind: Kind, after: str) -> Page[Sighting]:
    """All, of both lists; one that leaves the first meanwhile may be in both."""
    look = partial(listing, model=Sighting, after=after, limit=SHOWN, newest=True)
    pages = [look(f"{name}#{kind}#{community}") for name in (OPEN, OVER)]
    known = {_place(one): one for page in pages for one in page.items}
    places = sorted(known, reverse=True)
    more = len(places) > SHOWN or any(page.next for page in pages)
    shown = [known[place] for place in places[:SHOWN]]
    return Page([one for one in shown if _in_time(one)], _place(shown[-1]) if more else None)


def open_ones(community: str, kind: Kind, after: str) -> Page[Sighting]:
    """What was over before there were two lists is still in the first one."""
    look = partial(listing, f"{OPEN}#{kind}#{community}", Sighting, newest=True)
    return sifting.sifted(
        lambda at: look(after=at, limit=sifting.READ),
        lambda one: one.is_open and _in_time(one),
        _place,
        after,
    )


def keep(sighting: Sighting, events: Iterable[Event] = ()) -> Write:
    name = OPEN if sighting.is_open else OVER
    listed = f"{name}#{sighting.kind}#{sighting.community}", _place(sighting)
    pk, told = _sighting(sighting.id), tuple(events)
    until = rows.sighting_until(sighting)
    expires = clock.real(until, sighting.community) if until else None
    return Write(pk, "sighting", sighting, told, sighting.due, listed, expires)


def group(kind: Kind, whose: str) -> Group:
    return _known(_near(kind, whose), "near", Group) or Group()


def keep_group(kind: Kind, whose: str, group: Group) -> Write:
    now = datetime.now(UTC)
    return Write(_near(kind, whose), "near", group, expires=now + rows.SIGHTING_KEPT(now))


def clips(sighting_id: str) -> list[Clip]:
    return partition(_clip(sighting_id), Clip)


def clip(pk: str, sk: str) -> Clip:
    return load(pk, sk, Clip)


def keep_clip(clip: Clip) -> Write:
    erased = clip.erased_at
    gone = datetime.now(UTC) + rows.SIGHTING_KEPT(erased) if erased else None
    return Write(_clip(clip.sighting), clip.id, clip, due=clip.due, expires=gone)


def trace(looks: Sequence[Look], until: datetime) -> None:
    """Written before the answer: no access without a log entry."""
    if looks:
        commit(*(_tracing(look, until) for look in looks))


def looks(about: str, after: str) -> list[Look]:
    return partition(f"look#{about}", Look, after=after, limit=SHOWN)


def looks_at(person: str, after: str) -> Page[Look]:
    return listing(_looks(person), Look, after=after, limit=SHOWN, newest=True)


def new_id() -> str:
    return str(ULID.from_datetime(datetime.now(UTC)))


def _tracing(look: Look, until: datetime) -> Write:
    listed = (_looks(look.person), look.id) if look.person else None
    return Write(f"look#{look.about}", look.id, look, listed=listed, expires=until)


def _known(pk: str, sk: str, model: type[N]) -> N | None:
    try:
        return load(pk, sk, model)
    except NotFound:
        return None


def _in_time(sighting: Sighting) -> bool:
    until = rows.sighting_until(sighting)
    return until is None or clock.now(sighting.community) < until


def _sighting(sighting_id: str) -> str:
    return f"sighting#{sighting_id}"


def _near(kind: str, whose: str) -> str:
    return f"near#{kind}#{whose}"


def _clip(sighting_id: str) -> str:
    return f"clip#{sighting_id}"


def _looks(person: str) -> str:
    return f"looks#{person}"


def _place(sighting: Sighting) -> str:
    return f"{utc(sighting.begun_at)}#{sighting.id}"
