"""Routes of people. Every access to a record is logged."""

from datetime import UTC, datetime
from typing import cast

from functions.accounts import terms
from functions.accounts.communities import store as store_communities
from functions.accounts.members import rules as rules_members
from functions.accounts.members import store as store_members
from functions.accounts.members.model import Member
from functions.accounts.routes import After, Of, Whom, api
from linli import clock, members
from linli.api import IdempotencyKey, IfMatch
from linli.auth import Caller, CallerNow
from linli.errors import Conflict, Refused, Stale
from linli.purposes import Purpose
from linli.store import until_settled

from . import rules, store
from .model import (
    Enrolled,
    Enrolment,
    Listed,
    Look,
    Looks,
    Me,
    People,
    Person,
    Seen,
    Shown,
    What,
    Wishes,
)

AT_ONCE = 20  # people per list, as each is a logged access


@api.post(
    "/v1/accounts/people",
    action="enrol_person",
    status_code=201,
    summary="Create a person; a known phone number returns its person",
)
def enrol_person(enrolment: Enrolment, key: IdempotencyKey, caller: CallerNow) -> Enrolled:
    caller.must(enrolment.place)
    rules_members.joined(store_communities.joined(enrolment.place))
    sub, phone, now = caller.derive(key), enrolment.phone, clock.now(enrolment.place)
    born = enrolment.born
    minor = rules.minor_until(born, terms.known(), now) if born else None
    new = rules.enrolled(enrolment, sub, caller.id, minor, now)
    request = caller.digest(enrolment)

    def settle() -> Enrolled:
        known = store.of_phone(phone) if phone else None
        if known is None:
            store.enrol(new, phone, request)
        elif known != sub:
            before, actor = store.person(known), store_members.actor(known)
            after = rules.named(before, actor, enrolment, now)
            store.recognize(before, after, _look(caller, "name", "census", enrolment.place, known))
        return Enrolled(id=known or sub, known=known not in (None, sub))

    return until_settled(settle)


@api.get(
    "/v1/accounts/people",
    action="list_people",
    purpose=True,
    summary="The people with a role in a place; each can see that the caller looked",
)
def list_people(caller: CallerNow, place: Of, after: After = "") -> People:
    caller.must(place)
    page, now = store_members.there(place, None, after, AT_ONCE), clock.now(place)
    there = [one for one in page.items if one.until is None or now < one.until]
    _trace(caller, "list", place, *dict.fromkeys(member.person for member in there))
    return People(items=[_listed(member) for member in there], next=page.next)


@api.get(
    "/v1/accounts/people/<sub>",
    action="show_person",
    purpose=True,
    summary="A person of a place; the person can see that the caller looked",
)
def show_person(sub: Whom, place: Of, caller: CallerNow) -> Shown:
    caller.must(place, kind="Person", subject_person=sub)
    person, actor, now = store.person(sub), store_members.actor(sub), clock.now(place)
    there = rules.of(person, actor, place, now)
    _trace(caller, "profile", place, sub)
    return Shown(
        id=sub,
        name=person.name,
        phone=store.phone(person),
        language=person.language,
        under_fourteen=actor.is_minor(now),
        memberships=there,
    )


@api.get(
    "/v1/accounts/lookups",
    own=True,
    summary="Who looked at the caller's record, and for which purpose",
)
def list_lookups(caller: CallerNow, after: After = "") -> Looks:
    page = store.looks(caller.id, after)
    names = {by: store.person(by).name for by in {look.by for look in page.items}}
    seen = [Seen(**look.model_dump(), name=names[look.by]) for look in page.items]
    return Looks(items=seen, next=page.next)


@api.get(
    "/v1/accounts/me", own=True, scope="profile", summary="The caller's roles and their places"
)
def show_me(caller: CallerNow) -> Me:
    members.forget()
    return _me(caller, store.person(caller.id))


@api.put(
    "/v1/accounts/me",
    own=True,
    summary="Set the caller's language and e-mail; If-Match: 0 the first time",
)
def edit_me(wishes: Wishes, version: IfMatch, caller: CallerNow) -> Me:
    """Another e-mail address needs a new proof, as notices go there from then on."""
    caller.not_by_card()
    before = store.person(caller.id)
    if wishes.email != store.email(before) and not caller.proved_within(rules.FRESH):
        raise Refused("proof-too-old", status=403)
    try:
        return _me(caller, store.revise(before, wishes, version))
    except Conflict:
        raise Stale(_me(caller, store.person(caller.id)), version) from None


def _me(caller: Caller, person: Person) -> Me:
    mine = members.memberships(caller.id)
    reached = person if caller.in_person else person.model_copy(update={"phone": "", "email": ""})
    return Me(
        id=caller.id,
        name=person.name,
        language=person.language,
        phone=store.phone(reached),
        email=store.email(reached),
        memberships=tuple(m for m in mine if m.covers(m.place, clock.now(m.place))),
        version=person.version,
    )


def _listed(member: Member) -> Listed:
    name = store.person(member.person).name
    said = member.model_dump(include={"role", "place", "until"})
    return Listed(id=member.person, name=name, **said)


def _trace(caller: Caller, what: What, place: str, *people: str) -> None:
    """Written before the answer: no access without a log entry."""
    purpose = cast(Purpose, caller.purpose)
    store.trace(*(_look(caller, what, purpose, place, person) for person in people))


def _look(caller: Caller, what: What, purpose: Purpose, place: str, person: str) -> Look:
    return Look(
        id=store.new_id(),
        person=person,
        by=caller.id,
        what=what,
        purpose=purpose,
        place=place,
        at=datetime.now(UTC),
    )
