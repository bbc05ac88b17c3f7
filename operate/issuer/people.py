"""Who may sign in: the people of the city's file, and those a scenario has added."""

from collections.abc import Callable

from pydantic import BaseModel

from infra import settings
from operate.home import Home

ADDED = "people.json"
MOST_ADDED = 1000


class Person(BaseModel, frozen=True):
    """`id` is the subject of the tokens; what somebody is, the page shows and no token says."""

    id: str
    name: str
    memberships: tuple[settings.Membership, ...] = ()
    added: bool = False


People = Callable[[], dict[str, Person]]


def city(home: Home) -> settings.Settings:
    """The city that runs here, as its file says it now."""
    return settings.load(str(home.city_file()))


def listed(home: Home) -> dict[str, Person]:
    """By id, read anew at each call; the city's own come first and win."""
    people = {p.id: Person.model_validate(p.model_dump()) for p in city(home).people}
    added = {sub: Person(id=sub, name=name, added=True) for sub, name in home.read(ADDED).items()}
    return people | {sub: person for sub, person in added.items() if sub not in people}


def add(home: Home, names: dict[str, str]) -> None:
    """Names by subject; the oldest go when there are too many."""
    with home.lock("people"):
        known = list((home.read(ADDED) | names).items())
        home.write(ADDED, dict(known[-MOST_ADDED:]))
