"""Where wards rest. Keys are spelled in this file and nowhere else.

ward#<person>    ward    due when his time is over
"""

from linli import seal
from linli.errors import NotFound
from linli.store import Write, load

from .model import Ward


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
    due = None if ward.ended_at else ward.until
    return Write(_ward(ward.person), "ward", ward, due=due)


def sealed(where: str, person: str) -> str:
    return seal.seal(where, _ward(person))


def where(ward: Ward) -> str:
    return seal.open(ward.sealed, _ward(ward.person)) if ward.sealed else ""


def _ward(person: str) -> str:
    return f"ward#{person}"
