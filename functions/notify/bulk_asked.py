"""What is asked when a message to many is drafted."""

import re
from typing import Annotated

from pydantic import Field, model_validator

from events.notify import Color, Urgency
from linli.model import Fact
from linli.places import Place
from linli.roles import Role

from .bulk_model import ByPhone, Minutes, Texts

_OF_A_PERSON = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")  # a mobile, 身份证号


class BulkAsked(Fact):
    """Either a `template` of a feature with its variables, or `texts` as they are to be sent.

    `expires_in` are minutes; what is not delivered by then is not delivered any more.
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
        if self.texts and _OF_A_PERSON.search(f"{self.texts.zh} {self.texts.en}"):
            raise ValueError("a number of a person")
        return self
