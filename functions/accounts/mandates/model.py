"""How one person may act for another."""

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
    """A mandate by a person: for whom (by id or phone), scopes, and end."""

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
    """A guardian, by which document; `place` is where the person is known, by default where
    enrolled.
    """

    guardian: Sub
    scopes: Scopes
    until: AwareDatetime
    basis: Basis
    place: Place | None = None


class Kept(Noun):
    """A mandate with its history; while in force, both people's rows contain it."""

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
    """With the name of the represented person."""

    name: str


class Mandates(Fact):
    """Mandates given by the caller, and held by the caller."""

    given: tuple[Mandate, ...]
    held: tuple[Held, ...]
