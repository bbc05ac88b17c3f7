"""The request to draft a bulk message."""

from typing import Annotated

from pydantic import Field, model_validator

from events.notify import Color, Urgency
from linli.anonymous import names_a_person
from linli.model import Fact
from linli.places import Place
from linli.roles import Role

from .model import ByPhone, Minutes, Texts


class BulkAsked(Fact):
    """Either a `template` with its variables, or verbatim `texts`.

    `expires_in` is in minutes; what is not delivered by then expires.
    """

    place: Place
    role: Role | None = None
    template: Annotated[str, Field(pattern=r"^[a-z]+\.[a-z-]+$", max_length=80)] | None = None
    variables: Annotated[
        dict[str, Annotated[str, Field(max_length=100)]], Field(max_length=10)
    ] = {}
    texts: Texts | None = None
    channel: ByPhone = "sms"
    urgency: Urgency = "P3"
    color: Color | None = None
    expires_in: Minutes = 1440

    @model_validator(mode="after")
    def _one_of_both(self) -> "BulkAsked":
        if (self.template is None) == (self.texts is None):
            raise ValueError("either a template or texts")
        if self.texts and names_a_person(f"{self.texts.zh} {self.texts.en}"):
            raise ValueError("a number of a person")
        return self
