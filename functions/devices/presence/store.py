"""Storage of presence. Keys are spelled in this file and nowhere else.

round#<community>#<kind>   round        the position of the checks; due for the next one
connection#<device>        connection   the latest lifecycle event of its session
silence#<device>           silence      its latest silence; listed by community while it lasts;
                                        expires soon after a person's device has ended
block#<community>#<zone>   block        the latest silence of a supply block
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from events import Event
from functions.devices.kinds import store as kinds
from linli.errors import Conflict
from linli.store import Page, Write, commit, find, listing, load, load_many

from .model import Block, Connection, Round, Silence

PAGE, SHOWN = 200, 50


def begin(round_: Round) -> None:
    """No effect if it exists."""
    with suppress(Conflict):
        commit(writing(round_))


def round_at(pk: str) -> Round:
    return load(pk, "round", Round)


def writing(round_: Round) -> Write:
    return Write(f"round#{round_.community}#{round_.kind}", "round", round_, due=round_.due)


def connection(device_id: str) -> Connection | None:
    return find(*place(device_id), Connection)


def connections(device_ids: Iterable[str]) -> dict[str, Connection]:
    keys = [place(one) for one in device_ids]
    return {one.device_id: one for one in load_many(keys, Connection).values()}


def keep_connection(connection: Connection) -> None:
    commit(Write(*place(connection.device_id), connection))


def silences(device_ids: Iterable[str]) -> dict[str, Silence]:
    """The latest silence of each of up to a hundred devices, over or not."""
    keys = [(_silence(one), "silence") for one in device_ids]
    return {one.device_id: one for one in load_many(keys, Silence).values()}


def silent(community: str, kind: str, after: str = "", limit: int = PAGE) -> Page[Silence]:
    """Present silences by kind; eventually consistent."""
    starts = f"{kind}#" if kind else ""
    return listing(f"silent#{community}", Silence, starts=starts, after=after, limit=limit)


def silent_shown(community: str, kind: str, after: str) -> Page[Silence]:
    """As `silent`, without personal kinds."""
    page = silent(community, kind, after, SHOWN)
    return kinds.impersonal(page, lambda silence: silence.kind)


def keep(silence: Silence, *events: Event, expires: datetime | None = None) -> Write:
    at = f"silent#{silence.community}", f"{silence.kind}#{silence.device_id}"
    listed, pk = None if silence.over_at else at, _silence(silence.device_id)
    return Write(pk, "silence", silence, events, listed=listed, expires=expires)


def blocks(community: str, zones: Iterable[str]) -> dict[str, Block]:
    keys = [(_block(community, zone), "block") for zone in zones]
    return {one.zone: one for one in load_many(keys, Block).values()}


def block_of(silence: Silence, zone: str | None) -> Block | None:
    """The block that it belongs to, unless its zone has another by now; `zone` is the device's, for
    silences that have not recorded it.
    """
    zone = silence.block_zone or zone or ""
    found = blocks(silence.community, [zone]).get(zone) if silence.block else None
    return found if found and found.id == silence.block else None


def keep_block(block: Block, *events: Event) -> Write:
    return Write(_block(block.community, block.zone), "block", block, events)


def place(device_id: str) -> tuple[str, str]:
    """The key of a session."""
    return f"connection#{device_id}", "connection"


def _silence(device_id: str) -> str:
    return f"silence#{device_id}"


def _block(community: str, zone: str) -> str:
    return f"block#{community}#{zone}"
