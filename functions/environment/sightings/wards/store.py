"""Where wards rest. Keys are spelled in this file and nowhere else.

ward#<person>    ward    due when his time is over; those that last in one list, by community
"""

from linli import seal
from linli.errors import NotFound
from linli.store import Page, Write, listing, load

from .model import Ward

LIST, AT_ONCE = "wards", 100


def ward(person: str) -> Ward:
    return by_key(_ward(person))


def by_key(pk: str, _: str = "") -> Ward:
    return load(pk, "ward", Ward)


def known(person: str) -> Ward | None:
    try:
        return ward(person)
    except NotFound:
        return None


def keep(ward: Ward) -> Write:
    if ward.ended_at:
        return Write(_ward(ward.person), "ward", ward)
    listed = (LIST, f"{ward.community}#{ward.person}")
    return Write(_ward(ward.person), "ward", ward, due=ward.until, listed=listed)


def wards(community: str, after: str) -> Page[Ward]:
    return listing(LIST, Ward, starts=f"{community}#", after=after, limit=AT_ONCE)


def sealed(where: str, person: str) -> str:
    return seal.seal(where, _ward(person))


def where(ward: Ward) -> str:
    return seal.open(ward.sealed, _ward(ward.person)) if ward.sealed else ""


def _ward(person: str) -> str:
    return f"ward#{person}"
