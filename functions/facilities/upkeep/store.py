"""Storage of duties of upkeep. Keys are spelled in this file and nowhere else.

upkeep#<asset>    duty#<row>    a duty; due when it must be checked; listed by community, by date
upkeep#<asset>    done#<id>     a record of work; listed by asset, latest first
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date

from events import Event
from linli import sifting
from linli.errors import NotFound
from linli.store import Page, Write, create, listing, load, partition
from linli.table import utc

from .model import Record, Upkeep

NEVER = date.max  # sorts last, for unknown dates


def duty(asset_id: str, row: str) -> Upkeep | None:
    with suppress(NotFound):
        return by_key(_upkeep(asset_id), _duty(row))
    return None


def by_key(pk: str, sk: str) -> Upkeep:
    return load(pk, sk, Upkeep)


def duties(asset_id: str) -> list[Upkeep]:
    return partition(_upkeep(asset_id), Upkeep, starts="duty#")


def upkeep(community: str, fits: Callable[[Upkeep], bool], after: str) -> Page[Upkeep]:
    """By date. If few match, a page may be short and yet have a next."""

    def look(after: str) -> Page[Upkeep]:
        return listing(_list(community), Upkeep, after=after, limit=sifting.READ)

    return sifting.sifted(look, fits, _place, after)


def duty_of(one: Upkeep, *events: Event) -> Write:
    listed = None if one.idle else (_list(one.community), _place(one))
    return Write(_upkeep(one.asset_id), _duty(one.row), one, events, due=one.look_at, listed=listed)


def record(one: Record, request: str, others: Iterable[Write]) -> Record:
    return create(record_of(one)._replace(request=request), *others, model=Record)


def record_of(one: Record) -> Write:
    listed = f"maintenances#{one.asset_id}", f"{utc(one.done_at)}#{one.id}"
    return Write(_upkeep(one.asset_id), f"done#{one.id}", one, listed=listed)


def record_by(asset_id: str, record_id: str) -> Record:
    return load(_upkeep(asset_id), f"done#{record_id}", Record)


def records(asset_id: str, after: str) -> Page[Record]:
    """Records of an asset, latest first."""
    return listing(f"maintenances#{asset_id}", Record, after=after, newest=True)


def _list(community: str) -> str:
    return f"upkeep#{community}"


def _place(one: Upkeep) -> str:
    return f"{one.due or NEVER}#{one.asset_id}#{one.row}"


def _upkeep(asset_id: str) -> str:
    return f"upkeep#{asset_id}"


def _duty(row: str) -> str:
    return f"duty#{row}"
