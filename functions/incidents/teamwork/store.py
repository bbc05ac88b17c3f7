"""Storage of shift handovers. Keys are spelled in the store files and nowhere else.

relief#<id>   relief   a shift's open incidents offered to a person; by community, latest first
"""

from itertools import islice

from events import Event
from functions.incidents import store as incidents
from functions.incidents.model import Incident
from linli.store import Page, Write, commit, create, listing, load, stored
from linli.table import utc

from . import rules
from .model import MOST, Relief


def relief(relief_id: str) -> Relief:
    return load(f"relief#{relief_id}", "relief", Relief)


def reliefs(community: str, after: str) -> Page[Relief]:
    return listing(f"reliefs#{community}", Relief, after=after, newest=True)


def offer(relief: Relief, events: tuple[Event, ...], request: str) -> Relief:
    return create(_write(relief, events, request), model=Relief)


def keep(relief: Relief) -> Relief:
    commit(_write(relief))
    return stored(relief)


def open_of(community: str, person: str) -> list[Incident]:
    """The incidents that are with a person, most urgent first, at most MOST."""
    theirs = (one for one in incidents.all_open(community) if rules.is_with(one, person))
    return list(islice(theirs, MOST))


def _write(relief: Relief, events: tuple[Event, ...] = (), request: str | None = None) -> Write:
    listed = f"reliefs#{relief.community}", f"{utc(relief.offered_at)}#{relief.id}"
    return Write(f"relief#{relief.id}", "relief", relief, events, listed=listed, request=request)
