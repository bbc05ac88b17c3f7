"""Types shared by packages of accounts."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from linli.model import Fact
from linli.scopes import Scope

Title = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Sub = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._~-]{1,64}$")]


class Name(Fact):
    zh: Title
    en: Title


def _each_once(scopes: tuple[Scope, ...]) -> tuple[Scope, ...]:
    return tuple(sorted(set(scopes)))


Scopes = Annotated[tuple[Scope, ...], Field(min_length=1, max_length=8), AfterValidator(_each_once)]
