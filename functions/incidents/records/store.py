"""Storage of personal data of an emergency. Keys are spelled in the store files and nowhere else.

record#<incident>           <id>              a person, encrypted; later a tombstone
keeping#<incident>          keeping           their number, and the next check of their retention
look#<incident>             <ulid>            an access: who, and for what purpose
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from ulid import ULID

from linli import seal
from linli.errors import NotFound
from linli.store import Write, commit, find, load, partition

from .model import Keeping, Look, Person, Record

AT_ONCE = 100


def keeping(incident_id: str) -> Keeping | None:
    with suppress(NotFound):
        return by_key(f"keeping#{incident_id}", "keeping")
    return None


def by_key(pk: str, sk: str) -> Keeping:
    return load(pk, sk, Keeping)


def keep(keeping: Keeping) -> Write:
    return Write(f"keeping#{keeping.incident}", "keeping", keeping, due=keeping.due)


def sealed(person: Person, incident_id: str, record_id: str) -> str:
    return seal.seal(person.model_dump_json(), _place(incident_id, record_id))


def writing(record: Record) -> Write:
    return Write(f"record#{record.incident}", record.id, record)


def record(incident_id: str, record_id: str) -> Record | None:
    return find(f"record#{incident_id}", record_id, Record)


def records(incident_id: str) -> Iterator[Record]:
    """All records not destroyed, skipping tombstones."""
    after = ""
    while found := page(incident_id, after, AT_ONCE):
        yield from (one for one in found if one.destroyed_at is None)
        after = found[-1].id


def page(incident_id: str, after: str, limit: int) -> list[Record]:
    """Records in order of id, tombstones included."""
    return partition(f"record#{incident_id}", Record, after=after, limit=limit)


def person(record: Record) -> Person:
    said = seal.open(record.sealed, _place(record.incident, record.id))
    return Person.model_validate_json(said)


def destroy(keeping: Keeping) -> None:
    """One by one, so that after a crash the remaining ones are destroyed."""
    for one in records(keeping.incident):
        gone = {"sealed": "", "request": "", "by": "", "rule": keeping.rule}
        dead = one.model_copy(update=gone | {"destroyed_at": keeping.going_since})
        commit(writing(dead))


def trace(*looks: Look) -> None:
    """Written before the answer: no access without a log entry."""
    commit(*(Write(f"look#{one.incident}", one.id, one) for one in looks))


def looks(incident_id: str, after: str, limit: int) -> list[Look]:
    return partition(f"look#{incident_id}", Look, after=after, limit=limit)


def new_id() -> str:
    return str(ULID.from_datetime(datetime.now(UTC)))


def _place(incident_id: str, record_id: str) -> str:
    return f"record#{incident_id}/{record_id}"
