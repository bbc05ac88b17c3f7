"""Decisions about people: age, membership, and who may restore whose access.

Pure: time comes in as an argument.
"""

from datetime import date, datetime, timedelta
from typing import get_args

from functions.accounts.members.model import Member
from functions.accounts.members.rules import Duties, held, rank
from functions.accounts.terms import Terms, years
from linli.errors import Invalid, NotFound, Refused
from linli.places import within
from linli.roles import Actor, Membership, Role
from linli.wall import local_day

from .model import Enrolment, Person

ROLES: tuple[Role, ...] = get_args(Role)
STAFF: tuple[Role, ...] = (
    "grid_worker", "community_worker", "property_manager", "official", "city_operator",
)  # fmt: skip
FRESH = timedelta(minutes=15)  # age of a proof that allows changing how one signs in or is reached
OLDEST = 130  # years; more is a typing error


def minor_until(born: date, terms: Terms, now: datetime) -> date | None:
    """The fourteenth birthday; None if that has passed."""
    today = local_day(now)
    if not years(today, -OLDEST) <= born <= today:
        raise Invalid("no-birthday", "/body/born")
    term = terms["minor"].on(today)
    if term is None:
        return None
    until = years(born, term.value) + timedelta(days=1)
    return until if today < until else None


def of_age(actor: Actor, now: datetime) -> None:
    if actor.is_minor(now):
        raise Refused("under-age")


def enrolled(wanted: Enrolment, sub: str, by: str, minor: date | None, now: datetime) -> Person:
    """The new person; a child has no phone of their own, as it would be the parents'."""
    if minor and wanted.phone:
        raise Invalid("under-age", "/body/phone")
    said = wanted.model_dump(include={"name", "place", "language"})
    return Person(id=sub, minor_until=minor, created_at=now, by=by, **said)


def named(person: Person, actor: Actor, wanted: Enrolment, now: datetime) -> Person:
    """A self-registered person has no name: the community writes it, once. None of another
    community's people.
    """
    lives = [one.place for one in held(actor, now)]
    here = all(within(one, wanted.place) or within(wanted.place, one) for one in lives)
    return person.model_copy(update={"name": wanted.name}) if here and not person.name else person


def home(person: Person, actor: Actor) -> str:
    """The place of enrolment, or else of the first membership; NotFound without either."""
    known = [person.place, *(one.place for one in actor.memberships)]
    for place in known:
        if place:
            return place
    raise NotFound


def of(person: Person, actor: Actor, place: str, now: datetime) -> tuple[Membership, ...]:
    """Memberships in a place; NotFound if there are none and the person was not enrolled there."""
    if not belongs(person, actor, place, now):
        raise NotFound
    return _in(actor, place, now)


def belongs(person: Person, actor: Actor, place: str, now: datetime) -> bool:
    """Whether the person has a membership in a place, or was enrolled there."""
    enrolled_there = person.place is not None and within(person.place, place)
    return enrolled_there or bool(_in(actor, place, now))


def may_bring_back(actor: Actor, by: Actor, place: str, duties: Duties, now: datetime) -> None:
    """Whoever restores a person's access could sign in as that person: so they must be able to
    grant every role beyond resident that the person has, in its place. For a person without such a
    role, the longest membership must be in `place`: otherwise a community could take over another's
    resident.
    """
    lives = [one for one in held(actor, now) if not rank(duties[one.role])]
    oldest = min(lives, key=lambda one: one.since, default=None)
    if oldest and not (within(oldest.place, place) or within(place, oldest.place)):
        raise Refused("beyond-recovery", status=403)
    for one in held(actor, now):
        duty = duties[one.role]
        gives = (m for m in by.memberships if m.role in duty.granted_by)
        if rank(duty) and not any(m.covers(one.place, now) for m in gives):
            raise Refused("beyond-recovery", status=403)


def serves(actor: Actor, place: str, now: datetime | None) -> bool:
    """Whether the person is on the staff responsible for a place at a time; ever, if that
    is None.
    """
    return any(
        one.role in STAFF
        and (within(place, one.place) or within(one.place, place))
        and (now is None or one.covers(one.place, now))
        for one in actor.memberships
    )


def counts(actor: Actor, member: Member, role: Role | None, place: str, now: datetime) -> bool:
    """Whether this is the first of the person's memberships in a place, so that each is counted
    once.
    """
    posts = [
        (ROLES.index(one.role), one.place)
        for one in actor.memberships
        if within(one.place, place) and one.covers(one.place, now) and role in (None, one.role)
    ]
    return bool(posts) and min(posts) == (ROLES.index(member.role), member.place)


def _in(actor: Actor, place: str, now: datetime) -> tuple[Membership, ...]:
    return tuple(one for one in held(actor, now) if within(one.place, place))
