"""Storage of people and accesses. Keys are spelled in the store files and nowhere else.

person#<sub>      person     a person; phone and e-mail encrypted
phone#<index>     person     the person of a phone number, if any
lookup#<sub>      <ulid>     an access, with its purpose; listed by person, latest first
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import uuid4

from ulid import ULID

from events import Event
from functions.accounts import terms
from functions.accounts.members import store as store_members
from linli import seal
from linli.errors import Refused
from linli.roles import Actor
from linli.store import Page, Write, commit, create, find, listing, load_many, stored

from .model import Found, Look, Person, Wishes


def person(sub: str) -> Person:
    """The person; an empty record by default."""
    return find(f"person#{sub}", "person", Person) or Person(id=sub, created_at=datetime.now(UTC))


def people(subs: Iterable[str]) -> list[Person]:
    """All of them, in order and in one call."""
    asked = list(subs)
    known = load_many(((f"person#{sub}", "person") for sub in asked), Person)
    nobody = (Person(id=sub, created_at=datetime.now(UTC)) for sub in asked)
    return [known.get(f"person#{one.id}", one) for one in nobody]


def of_phone(phone: str) -> str | None:
    """The person of a phone number."""
    return _found(phone).person or None


def whose(phone: str) -> str:
    """The person of a phone number, new if it is unknown: so nobody learns which numbers are known.
    Conflict if two requests find that at once.
    """
    if known := of_phone(phone):
        return known
    new = Person(id=uuid4().hex, created_at=datetime.now(UTC))
    return enrol(new, phone).id


def phone(person: Person) -> str | None:
    return seal.open(person.phone, f"person#{person.id}") if person.phone else None


def email(person: Person) -> str | None:
    return seal.open(person.email, f"person#{person.id}/email") if person.email else None


def enrol(person: Person, phone: str | None, request: str | None = None) -> Person:
    """Conflict if the phone number is somebody's: then the person is known."""
    others = [store_members.become(_minor(person))] if person.minor_until else []
    if phone is None:
        return create(writing(person, request), *others, model=Person)
    sealed = person.model_copy(update={"phone": seal.seal(phone, f"person#{person.id}")})
    return create(writing(sealed, request), _claim(phone, person.id), *others, model=Person)


def recognize(before: Person, after: Person, look: Look) -> None:
    """Whoever enrols a known person learns whose the phone number is, and may write the name."""
    named = (writing(after),) if after != before else ()
    commit(*named, tracing(look))


def revise(person: Person, wishes: Wishes, version: int) -> Person:
    """Replace the given version, 0 without a record; Conflict if it has another."""
    sealed = seal.seal(wishes.email, f"person#{person.id}/email") if wishes.email else ""
    said = {"language": wishes.language, "email": sealed, "version": version or None}
    new = person.model_copy(update=said)
    commit(writing(new))
    return stored(new)


def moving(person: Person, new: str | None, news: tuple[Event, ...] = ()) -> tuple[Write, ...]:
    """The writes of a new phone number, or of none; the former one is nobody's. Empty if unchanged.
    Refused if it is somebody else's.
    """
    old = phone(person)
    if new == old:
        return ()
    writes, sealed = [], ""
    if old and (had := _found(old)).person == person.id:
        writes.append(_whose(old, had.model_copy(update={"person": ""})))
    if new:
        free = _found(new)
        if free.person not in ("", person.id):
            raise Refused("telephone-taken")
        writes.append(_whose(new, free.model_copy(update={"person": person.id})))
        sealed = seal.seal(new, f"person#{person.id}")
    return writing(person.model_copy(update={"phone": sealed}), news=news), *writes


def writing(person: Person, request: str | None = None, *, news: tuple[Event, ...] = ()) -> Write:
    return Write(f"person#{person.id}", "person", person, news, request=request)


def trace(*looks: Look) -> None:
    """Written before the answer: no access without a log entry."""
    if looks:
        commit(*(tracing(look) for look in looks))


def tracing(look: Look) -> Write:
    pk = f"lookup#{look.person}"
    expires = terms.after(terms.known(), "look-kept", datetime.now(UTC))
    listed = (f"lookups#{look.person}", look.id)
    return Write(pk, look.id, look, expires=expires, listed=listed)


def looks(sub: str, after: str) -> Page[Look]:
    return listing(f"lookups#{sub}", Look, after=after, newest=True)


def new_id() -> str:
    return str(ULID.from_datetime(datetime.now(UTC)))


def _minor(person: Person) -> Actor:
    """The actor's minority, which every feature must know."""
    return Actor(id=person.id, minor_until=person.minor_until)


def _found(phone: str) -> Found:
    return find(f"phone#{seal.index(phone)}", "person", Found) or Found()


def _claim(phone: str, sub: str) -> Write:
    """Conflict if the phone number is somebody's."""
    free = _found(phone)
    return _whose(phone, Found(person=sub, version=None if free.person else free.version))


def _whose(phone: str, found: Found) -> Write:
    return Write(f"phone#{seal.index(phone)}", "person", found)
