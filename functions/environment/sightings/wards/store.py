"""Storage of wards. Keys are spelled in this file and nowhere else.

ward#<person>    ward    due when its time is over; current ones listed by community;
                         expires a while after its end
"""

from functions.environment.sightings import rows
from linli import clock, seal
from linli.errors import NotFound
from linli.store import Page, Write, listing, load

from .model import Ward

LIST, AT_ONCE = "wards", 100
SHOWN = 20  # per list, as each is an access that is logged


def ward(person: str) -> Ward:
    """NotFound also after its expiry, as DynamoDB may delete it later."""
    found = by_key(_ward(person))
    if not _in_time(found):
        raise NotFound
    return found


def shown(person: str) -> Ward | None:
    try:
        return ward(person)
    except NotFound:
        return None


def by_key(pk: str, _: str = "") -> Ward:
    return load(pk, "ward", Ward)


def known(person: str) -> Ward | None:
    """An expired one too: its row is reused if the person is registered again."""
    try:
        return by_key(_ward(person))
    except NotFound:
        return None


def keep(ward: Ward) -> Write:
    if until := rows.ward_until(ward):
        expires = clock.real(until, ward.community)
        return Write(_ward(ward.person), "ward", ward, expires=expires)
    listed = (LIST, place(ward))
    return Write(_ward(ward.person), "ward", ward, due=ward.until, listed=listed)


def wards(community: str, after: str, limit: int = AT_ONCE) -> Page[Ward]:
    return listing(LIST, Ward, starts=f"{community}#", after=after, limit=limit)


def place(ward: Ward) -> str:
    """The sort key in the list."""
    return f"{ward.community}#{ward.person}"


def sealed(where: str, person: str) -> str:
    return seal.seal(where, _ward(person))


def where(ward: Ward) -> str:
    return seal.open(ward.sealed, _ward(ward.person)) if ward.sealed else ""


def _in_time(ward: Ward) -> bool:
    until = rows.ward_until(ward)
    return until is None or clock.now(ward.community) < until


def _ward(person: str) -> str:
    return f"ward#{person}"
