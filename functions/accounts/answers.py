"""What others ask of accounts: how a person is reached, and who is somewhere."""

from typing import Annotated

from pydantic import Field

from linli import clock
from linli.answers import Answers
from linli.model import Fact
from linli.places import Place
from linli.roles import Role

from .members import store as store_members
from .model import Sub
from .people import rules as rules_people
from .people import store as store_people
from .people.model import Language, Person

answers = Answers()
Many = Annotated[int, Field(ge=1, le=100)]
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


class There(Fact):
    """A page may be short, or empty, and yet not the last: `next` tells."""

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
    """Each of those who are something in a place, or that role, once, whatever else they are."""
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
    """Who holds that role at a place, a page of them at most; nothing else of them is told."""
    page = store_members.there(place, role, "", limit=100)
    actors = store_members.actors(member.person for member in page.items)
    return [
        member.person
        for member in page.items
        if rules_people.counts(actors[member.person], member, role, place, clock.now(member.place))
    ]


def _reachable(known: Person) -> Reachable:
    return Reachable(person=known.id, phone=store_people.phone(known), language=known.language)


handler = answers.handler
