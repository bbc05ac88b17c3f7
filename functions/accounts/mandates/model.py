"""How one person comes to act for another."""

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, StringConstraints, model_validator

from functions.accounts.model import Scopes, Sub
from functions.accounts.people.model import Phone
from linli.model import Fact, Noun
from linli.places import Place
from linli.roles import Mandate
from linli.scopes import Scope

Basis = Annotated[str, StringConstraints(min_length=2, max_length=300, strip_whitespace=True)]


class Helping(Fact):
    """Whom a person lets act for him, named or by telephone, in what, and until when."""

    person: Sub | None = None
    phone: Phone | None = None
    scopes: Scopes
    until: AwareDatetime

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.person is None) == (self.phone is None):
            raise ValueError("either the person or the telephone")
        return self


class Guardianship(Fact):
    """Who answers for a person, and by which document; `place` is where he is known, if not where
    he was enrolled.
    """

    guardian: Sub
    scopes: Scopes
    until: AwareDatetime
    basis: Basis
    place: Place | None = None


class Kept(Noun):
    """A mandate with its history; the two people's own rows hold it while it lasts."""

    id: str
    kind: Literal["guardian", "helper"]
    person: str
    principal: str
    scopes: tuple[Scope, ...]
    since: AwareDatetime
    until: AwareDatetime
    by: str
    basis: str = ""
    revoked_at: AwareDatetime | None = None
    revoked_by: str | None = None

    def mandate(self) -> Mandate:
        return Mandate.model_validate(self.model_dump())


class Held(Mandate):
    """With the name of who is acted for."""

    name: str


class Mandates(Fact):
    """Who acts for the caller, and for whom the caller acts."""

    given: tuple[Mandate, ...]
    held: tuple[Held, ...]
