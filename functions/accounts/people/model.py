"""People as the city knows them, and the trace that each look at one leaves."""

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
What = Literal["list", "profile", "card", "recovery", "contact"]


def dialled(text: object) -> object:
    """A number as people write it, as the world dials it: +86 before one of China's mobiles."""
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
    """`phone` and `email` are sealed; `place` is where he was enrolled, None if he came by
    himself.
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
    """Whose a phone is; "" once it is nobody's any more."""

    person: str = ""


class Look(Noun):
    """That somebody looked at a person's record, for what, and whether in a list; that he was told
    how the person is reached at his post; or that he let the person in, by a card or again.
    """

    id: str
    person: str
    by: str
    what: What
    purpose: Purpose
    place: Place
    at: AwareDatetime


class Enrolment(Fact):
    """What is said of a person who is enrolled. `born` is not kept: of one under fourteen, until
    when he is.
    """

    name: Title
    place: Place
    phone: Phone | None = None
    born: date | None = None
    language: Language = "zh"


class Enrolled(Fact):
    """`known`: he was somebody already, by his telephone, and keeps his name, if he has one."""

    id: str
    known: bool


class Shown(Fact):
    """A person as those may see him who have a purpose."""

    id: str
    name: str
    phone: str | None
    language: Language
    under_fourteen: bool
    memberships: tuple[Membership, ...]


class Listed(Fact):
    """One of those who are in a place, and as what."""

    id: str
    name: str
    role: Role
    place: Place
    until: AwareDatetime | None


class People(Fact):
    items: list[Listed]
    next: str | None


class Seen(Look):
    """A look, with the name of who looked."""

    name: str


class Looks(Fact):
    items: list[Seen]
    next: str | None


class Wishes(Fact):
    """What a person says of himself; the name is the community's to write."""

    language: Language
    email: Email | None = None


class Me(Noun):
    """A person as he may see himself: what he is now. How he is reached, neither a helper sees nor
    an app.
    """

    id: str
    name: str
    language: Language
    phone: str | None
    email: str | None
    memberships: tuple[Membership, ...]
