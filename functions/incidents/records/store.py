"""Where personal data of an emergency rest. Keys are spelled in the store files alone.

record#<incident>           <id>              a person, sealed; later a tombstone
keeping#<incident>          keeping           how many there are, and when it is looked after them
look#<incident>             <ulid>            who looked at them, and for what
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime

from ulid import ULID

from linli import seal
from linli.errors import NotFound
from linli.store import Write, commit, load, partition

from .model import MOST, Keeping, Look, Person, Record
from .rules import End


def keeping(incident_id: str) -> Keeping | None:
    with suppress(NotFound):
        return by_key(f"keeping#{incident_id}", "keeping")
    return None


def by_key(pk: str, sk: str) -> Keeping:
    return load(pk, sk, Keeping)


def keep(keeping: Keeping) -> Write:
    return Write(f"keeping#{keeping.incident}", "keeping", keeping, due=keeping.due)


def count(incident_id: str) -> int:
    found = keeping(incident_id)
    return 0 if found is None or found.destroyed_at else found.count


def sealed(person: Person, incident_id: str, record_id: str) -> str:
    return seal.seal(person.model_dump_json(), _place(incident_id, record_id))


def writing(record: Record) -> Write:
    return Write(f"record#{record.incident}", record.id, record)


def record(incident_id: str, record_id: str) -> Record | None:
    with suppress(NotFound):
        return load(f"record#{incident_id}", record_id, Record)
    return None


def records(incident_id: str) -> list[Record]:
    """All that are not destroyed."""
    return [one for one in page(incident_id, "", 2 * MOST) if one.destroyed_at is None]


def page(incident_id: str, after: str, limit: int) -> list[Record]:
    """Tombstones too, in the order of their ids."""
    return partition(f"record#{incident_id}", Record, after=after, limit=limit)


def person(record: Record) -> Person:
    said = seal.open(record.sealed, _place(record.incident, record.id))
    return Person.model_validate_json(said)


def destroy(records: Iterable[Record], end: End, now: datetime) -> None:
    """One by one: who comes again after a crash finds only what is left."""
    for one in records:
        gone = {"sealed": "", "request": "", "by": "", "destroyed_at": now, "rule": end.rule}
        commit(writing(one.model_copy(update=gone)))


def trace(look: Look) -> None:
    """Before anything is answered: what is not written was not seen."""
    commit(Write(f"look#{look.incident}", look.id, look))


def looks(incident_id: str, after: str, limit: int) -> list[Look]:
    return partition(f"look#{incident_id}", Look, after=after, limit=limit)


def new_id() -> str:
    return str(ULID.from_datetime(datetime.now(UTC)))


def _place(incident_id: str, record_id: str) -> str:
    return f"record#{incident_id}/{record_id}"
