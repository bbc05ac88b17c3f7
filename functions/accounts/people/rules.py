"""What is decided about people: who is under fourteen, who belongs where, who may bring whom back.

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
from linli.wall import CHINA

from .model import Enrolment, Person

ROLES: tuple[Role, ...] = get_args(Role)
STAFF: tuple[Role, ...] = (
    "grid_worker", "community_worker", "property_manager", "official", "city_operator",
)  # fmt: skip
OLDEST = 130  # years; more is a slip of the pen


def minor_until(born: date, terms: Terms, now: datetime) -> date | None:
    """The first day on which he is not under fourteen any more; None if that is over."""
    today = now.astimezone(CHINA).date()
    if not years(today, -OLDEST) <= born <= today:
        raise Invalid("no-birthday", "/body/born")
    term = terms["minor"].on(today)
    if term is None:
        return None
    until = years(born, term.value) + timedelta(days=1)
    return until if today < until else None


def is_minor(until: date | None, now: datetime) -> bool:
    return until is not None and now.astimezone(CHINA).date() < until


def of_age(actor: Actor, now: datetime) -> None:
    if is_minor(actor.minor_until, now):
        raise Refused("under-age")


def enrolled(wanted: Enrolment, sub: str, by: str, minor: date | None, now: datetime) -> Person:
    """Without his telephone, which is sealed first. A child's would be his parents'."""
    if minor and wanted.phone:
        raise Invalid("under-age", "/body/phone")
    said = wanted.model_dump(include={"name", "place", "language"})
    return Person(id=sub, minor_until=minor, created_at=now, by=by, **said)


def home(person: Person, actor: Actor) -> str:
    """Where he was enrolled, or else was first something; NotFound if he is nobody's."""
    known = [person.place, *(one.place for one in actor.memberships)]
    for place in known:
        if place:
            return place
    raise NotFound


def of(person: Person, actor: Actor, place: str, now: datetime) -> tuple[Membership, ...]:
    """What a person is in a place; NotFound if he is nothing there and was not enrolled there."""
    there = tuple(one for one in held(actor, now) if within(one.place, place))
    if not there and not (person.place and within(person.place, place)):
        raise NotFound
    return there


def may_bring_back(actor: Actor, by: Actor, place: str, duties: Duties, now: datetime) -> None:
    """Whoever brings somebody back could sign in as him: so he must be able to give him each role
    that is more than a resident's, where he holds it. Of what is no more than that, what he has
    held longest is in `place`: else a community could write down another's resident and be him.
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
    """Whether he holds a post that has to do with a place, at a time; or ever did, if at None."""
    return any(
        one.role in STAFF
        and (within(place, one.place) or within(one.place, place))
        and (now is None or one.covers(one.place, now))
        for one in actor.memberships
    )


def counts(actor: Actor, member: Member, role: Role | None, place: str, now: datetime) -> bool:
    """Whether this is the first of what he is in a place: so he is one of those who are there, and
    not two.
    """
    posts = [
        (ROLES.index(one.role), one.place)
        for one in actor.memberships
        if within(one.place, place) and one.covers(one.place, now) and role in (None, one.role)
    ]
    return bool(posts) and min(posts) == (ROLES.index(member.role), member.place)
