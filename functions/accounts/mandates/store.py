"""Storage of mandates. Keys are spelled in the store files and nowhere else.

mandate#<id>   mandate   a mandate and its history; while in force, also in both people's rows
"""

from events import Event
from functions.accounts.members import store as store_members
from linli import members
from linli.store import Write, commit, create, load, stored

from .model import Kept
from .rules import Two


def kept(mandate_id: str) -> Kept:
    return load(f"mandate#{mandate_id}", "mandate", Kept)


def two(mandate: Kept) -> Two:
    return Two(store_members.actor(mandate.principal), store_members.actor(mandate.person))


def give(mandate: Kept, both: Two, news: tuple[Event, ...], request: str) -> Kept:
    """Written to its own row and both people's, or not at all."""
    people = (store_members.become(actor) for actor in both)
    made = create(_writing(mandate, news, request), *people, model=Kept)
    members.forget()
    return made


def revoke(mandate: Kept, both: Two, news: tuple[Event, ...]) -> Kept:
    commit(_writing(mandate, news), *(store_members.become(actor) for actor in both))
    members.forget()
    return stored(mandate)


def _writing(mandate: Kept, news: tuple[Event, ...], request: str | None = None) -> Write:
    return Write(f"mandate#{mandate.id}", "mandate", mandate, news, request=request)
