"""Where people rest, and the looks at them. Keys are spelled in the store files and nowhere else.

person#<sub>      person     who somebody is; his telephone sealed
phone#<index>     person     whose a telephone is
lookup#<sub>      <ulid>     who looked at whom, and for what; listed by person, the last first
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import uuid4

from ulid import ULID

from functions.accounts import terms
from functions.accounts.members import store as store_members
from linli import seal
from linli.errors import NotFound
from linli.roles import Actor
from linli.store import Page, Write, commit, create, listing, load, load_many

from .model import Found, Look, Person


def person(sub: str) -> Person:
    """Of whom nothing is written, nothing is known but that he may be something somewhere."""
    try:
        return load(f"person#{sub}", "person", Person)
    except NotFound:
        return Person(id=sub, created_at=datetime.now(UTC))


def people(subs: Iterable[str]) -> list[Person]:
    """Each of them, in their order and in one call."""
    asked = list(subs)
    known = load_many(((f"person#{sub}", "person") for sub in asked), Person)
    nobody = (Person(id=sub, created_at=datetime.now(UTC)) for sub in asked)
    return [known.get(f"person#{one.id}", one) for one in nobody]


def of_phone(phone: str) -> str | None:
    """Whose it is."""
    try:
        return load(f"phone#{seal.index(phone)}", "person", Found).person
    except NotFound:
        return None


def whose(phone: str) -> str:
    """Of a telephone that is nobody's, a new person: so nobody learns whose are known. Conflict if
    two find that at once.
    """
    if known := of_phone(phone):
        return known
    new = Person(id=uuid4().hex, created_at=datetime.now(UTC))
    return enrol(new, phone).id


def phone(person: Person) -> str | None:
    return seal.open(person.phone, f"person#{person.id}") if person.phone else None


def enrol(person: Person, phone: str | None, request: str | None = None) -> Person:
    """Conflict if the telephone is somebody's: then he is known already."""
    others = [store_members.become(_minor(person))] if person.minor_until else []
    if phone is None:
        return create(writing(person, request), *others, model=Person)
    sealed = person.model_copy(update={"phone": seal.seal(phone, f"person#{person.id}")})
    found = Write(f"phone#{seal.index(phone)}", "person", Found(person=person.id))
    return create(writing(sealed, request), found, *others, model=Person)


def writing(person: Person, request: str | None = None) -> Write:
    return Write(f"person#{person.id}", "person", person, request=request)


def trace(*looks: Look) -> None:
    """Before anything is answered: what is not written was not seen."""
    if looks:
        commit(*(_trace(look) for look in looks))


def looks(sub: str, after: str) -> Page[Look]:
    return listing(f"lookups#{sub}", Look, after=after, newest=True)


def new_id() -> str:
    return str(ULID.from_datetime(datetime.now(UTC)))


def _minor(person: Person) -> Actor:
    """That he is under fourteen, every feature is to know."""
    return Actor(id=person.id, minor_until=person.minor_until)


def _trace(look: Look) -> Write:
    pk = f"lookup#{look.person}"
    expires = terms.after(terms.known(), "look-kept", datetime.now(UTC))
    listed = (f"lookups#{look.person}", look.id)
    return Write(pk, look.id, look, expires=expires, listed=listed)
