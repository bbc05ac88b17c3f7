"""Answers to other features: contact data of people, and members of places."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field

from linli import clock
from linli.answers import Answers
from linli.model import Fact
from linli.places import Place
from linli.purposes import Purpose
from linli.roles import Role

from .communities import store as store_communities
from .members import store as store_members
from .model import Name, Sub
from .people import rules as rules_people
from .people import store as store_people
from .people.model import Language, Look, Person, What

answers = Answers()
Many = Annotated[int, Field(ge=1, le=100)]
Some = Annotated[list[Sub], Field(max_length=100)]
Cursor = Annotated[str, Field(max_length=200)]


class Reach(Fact):
    name: str
    phone: str | None
    email: str | None
    language: Language


class Reachable(Fact):
    person: str
    phone: str | None
    language: Language


class Contact(Fact):
    person: str
    name: str
    phone: str | None


class There(Fact):
    """A page may be short or empty and yet have a `next`."""

    people: list[Reachable]
    next: str | None


@answers.to("notify")
def reach(person: Sub) -> Reach:
    known = store_people.person(person)
    return Reach(
        name=known.name,
        phone=store_people.phone(known),
        email=store_people.email(known),
        language=known.language,
    )


@answers.to("notify")
def people_of(
    place: Place, role: Role | None = None, after: Cursor = "", limit: Many = 100
) -> There:
    """The members of a place, optionally by role; each person once."""
    page = store_members.there(place, role, after, limit)
    actors = store_members.actors(member.person for member in page.items)
    found = [
        member.person
        for member in page.items
        if rules_people.counts(actors[member.person], member, role, place, clock.now(member.place))
    ]
    return There(people=[_reachable(one) for one in store_people.people(found)], next=page.next)


@answers.to("facilities")
def holders(place: Place, role: Role) -> list[str]:
    """The holders of a role at a place, at most one page; ids only."""
    page = store_members.there(place, role, "", limit=100)
    actors = store_members.actors(member.person for member in page.items)
    return [
        member.person
        for member in page.items
        if rules_people.counts(actors[member.person], member, role, place, clock.now(member.place))
    ]


@answers.to("devices", "incidents", "environment")
def staff(place: Place, people: Some) -> dict[str, str]:
    """Names of those who are, or were, on the staff responsible for a place; nothing about
    others.
    """
    actors = store_members.actors(people)
    found = [one for one in people if rules_people.serves(actors[one], place, None)]
    return {one.id: one.name for one in store_people.people(found) if one.name}


@answers.to("environment")
def called(place: Place, people: Some, by: Sub, purpose: Purpose) -> dict[str, str]:
    """Names of people of a place; nothing about others. Each of them can see that `by` was told."""
    actors, now = store_members.actors(people), clock.now(place)
    there = [
        one
        for one in store_people.people(people)
        if one.name and rules_people.belongs(one, actors[one.id], place, now)
    ]
    _trace("name", place, by, purpose, [one.id for one in there])
    return {one.id: one.name for one in there}


@answers.to("incidents")
def community(place: Place) -> Name | None:
    """What the community is called that a place is or lies in, if it ever joined."""
    known = store_communities.joined(place)
    return known.name if known else None


@answers.to("incidents")
def contacts(place: Place, people: Some, by: Sub, purpose: Purpose) -> list[Contact]:
    """Contact data of those currently on the staff. Each of them can see that `by` was told."""
    actors, now = store_members.actors(people), clock.now(place)
    serving = [one for one in people if rules_people.serves(actors[one], place, now)]
    _trace("contact", place, by, purpose, serving)
    return [
        Contact(person=one.id, name=one.name, phone=store_people.phone(one))
        for one in store_people.people(serving)
    ]


def _trace(what: What, place: str, by: str, purpose: Purpose, people: Iterable[str]) -> None:
    """Written before the answer; nothing of what `by` sees of himself."""
    about = {"by": by, "what": what, "purpose": purpose, "place": place, "at": datetime.now(UTC)}
    store_people.trace(
        *(
            Look.model_validate({"id": store_people.new_id(), "person": one, **about})
            for one in people
            if one != by
        )
    )


def _reachable(known: Person) -> Reachable:
    return Reachable(person=known.id, phone=store_people.phone(known), language=known.language)


handler = answers.handler
