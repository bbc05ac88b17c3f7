"""People known to the city, and the log of access to their records."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, StringConstraints

from functions.accounts.model import Title
from linli.model import Fact, Noun
from linli.places import Place
from linli.purposes import Purpose
from linli.roles import Membership, Role

Language = Literal["zh", "en"]
What = Literal["list", "profile", "card", "recovery", "contact", "name"]


def dialled(text: object) -> object:
    """A phone number in international format: +86 is added to Chinese mobile numbers."""
    if not isinstance(text, str):
        return text
    number = re.sub(r"[\s()./\-\u2010-\u2015]", "", unicodedata.normalize("NFKC", text[:40]))
    number = re.sub(r"^00", "+", number)
    return f"+86{number}" if re.fullmatch(r"1[3-9][0-9]{9}", number) else number


Phone = Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{6,14}$"), BeforeValidator(dialled)]
Email = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}$",
        max_length=254,
        strip_whitespace=True,
    ),
]


class Person(Noun):
    """`phone` and `email` are encrypted; `place` is where the person was enrolled, None if
    self-registered.
    """

    id: str
    name: str = ""
    phone: str = ""
    email: str = ""
    language: Language = "zh"
    place: Place | None = None
    minor_until: date | None = None
    created_at: AwareDatetime
    by: str = ""


class Found(Noun):
    """The person of a phone number; "" if it was given up."""

    person: str = ""


class Look(Noun):
    """An access to a record, with its purpose, and whether in a list; to the name alone, or to
    whose a phone number is; to contact data of staff; or that the person was given a card or a
    recovery code.
    """

    id: str
    person: str
    by: str
    what: What
    purpose: Purpose
    place: Place
    at: AwareDatetime


class Enrolment(Fact):
    """The input to enrol a person. `born` is not stored; for a child under fourteen, the end of
    that is.
    """

    name: Title
    place: Place
    phone: Phone | None = None
    born: date | None = None
    language: Language = "zh"


class Enrolled(Fact):
    """`known`: the phone number was known; the person keeps their name, if any."""

    id: str
    known: bool


class Shown(Fact):
    """A person's record, for those with a purpose."""

    id: str
    name: str
    phone: str | None
    language: Language
    under_fourteen: bool
    memberships: tuple[Membership, ...]


class Listed(Fact):
    """A member of a place, with the role."""

    id: str
    name: str
    role: Role
    place: Place
    until: AwareDatetime | None


class People(Fact):
    items: list[Listed]
    next: str | None


class Seen(Look):
    """An access, with the name of who it was."""

    name: str


class Looks(Fact):
    items: list[Seen]
    next: str | None


class Wishes(Fact):
    """What people may change about themselves; the name is written by the community."""

    language: Language
    email: Email | None = None


class Me(Noun):
    """A person's own record. Helpers and apps do not see contact data."""

    id: str
    name: str
    language: Language
    phone: str | None
    email: str | None
    memberships: tuple[Membership, ...]
