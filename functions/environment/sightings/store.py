"""Where sightings rest. Keys are spelled in this file and nowhere else.

sighting#<id>            sighting   a fall or a thrown object; due while somebody is asked; listed
                                    by community, the latest first
near#<kind>#<whose>      near       the latest of a community, or of a person
clip#<sighting>          <id>       where a recorder keeps what was filmed; due when it has to go
look#<about>             <ulid>     who looked, and for what; listed by the person, the last first
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar

from ulid import ULID

from events import Event
from linli.errors import NotFound
from linli.model import Noun
from linli.store import Page, Write, commit, listing, load, partition
from linli.table import utc

from .model import Clip, Group, Kind, Look, Sighting

SHOWN = 50
N = TypeVar("N", bound=Noun)


def sighting(sighting_id: str) -> Sighting:
    return by_key(_sighting(sighting_id))


def by_key(pk: str, _: str = "") -> Sighting:
    return load(pk, "sighting", Sighting)


def known(sighting_id: str) -> Sighting | None:
    return _known(_sighting(sighting_id), "sighting", Sighting)


def sightings(community: str, kind: Kind, after: str) -> Page[Sighting]:
    return listing(_list(kind, community), Sighting, after=after, limit=SHOWN, newest=True)


def keep(sighting: Sighting, events: Iterable[Event] = ()) -> Write:
    listed = (_list(sighting.kind, sighting.community), f"{utc(sighting.begun_at)}#{sighting.id}")
    pk, told = _sighting(sighting.id), tuple(events)
    return Write(pk, "sighting", sighting, told, due=sighting.due, listed=listed)


def group(kind: Kind, whose: str) -> Group:
    return _known(_near(kind, whose), "near", Group) or Group()


def keep_group(kind: Kind, whose: str, group: Group) -> Write:
    return Write(_near(kind, whose), "near", group)


def clips(sighting_id: str) -> list[Clip]:
    return partition(_clip(sighting_id), Clip)


def clip(pk: str, sk: str) -> Clip:
    return load(pk, sk, Clip)


def keep_clip(clip: Clip) -> Write:
    return Write(_clip(clip.sighting), clip.id, clip, due=clip.due)


def trace(look: Look, until: datetime) -> None:
    """Before anything is answered: what is not written was not seen."""
    listed = (_looks(look.person), look.id) if look.person else None
    commit(Write(f"look#{look.about}", look.id, look, listed=listed, expires=until))


def looks(about: str, after: str) -> list[Look]:
    return partition(f"look#{about}", Look, after=after, limit=SHOWN)


def looks_at(person: str, after: str) -> Page[Look]:
    return listing(_looks(person), Look, after=after, limit=SHOWN, newest=True)


def new_id() -> str:
    return str(ULID.from_datetime(datetime.now(UTC)))


def _known(pk: str, sk: str, model: type[N]) -> N | None:
    try:
        return load(pk, sk, model)
    except NotFound:
        return None


def _sighting(sighting_id: str) -> str:
    return f"sighting#{sighting_id}"


def _near(kind: str, whose: str) -> str:
    return f"near#{kind}#{whose}"


def _clip(sighting_id: str) -> str:
    return f"clip#{sighting_id}"


def _looks(person: str) -> str:
    return f"looks#{person}"


def _list(kind: str, community: str) -> str:
    return f"sightings#{kind}#{community}"
