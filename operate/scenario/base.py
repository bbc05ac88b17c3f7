"""The base classes of all kinds of steps, and the forms of their values."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Request = Annotated[str, Field(pattern=r"^(GET|POST|PUT|PATCH|DELETE) /\S*$")]
_UNITS = "second|minute|hour|day|working day|week"
Span = Annotated[str, Field(pattern=rf"^(\d+(\.\d+)? ({_UNITS})s?|to [0-2]\d:[0-5]\d)$")]
Ahead = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)? (second|minute|hour|day|week)s?$")]
WITHIN = 20.0  # seconds: allows for cold starts on a busy machine
Status = Annotated[int, Field(ge=100, le=599)]


class Title(BaseModel):
    model_config = ConfigDict(extra="forbid")
    zh: str
    en: str


class Step(BaseModel):
    """`id` is what `fails_at` refers to; the terminal shows `title`."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    id: str | None = None
    title: Title | None = None


class Answered(Step):
    """Checks of an answer. A mapping must contain the given fields; a list must contain each given
    item, in that order, and `[]` means an empty one. `holds` are JMESPath expressions that must be
    true; `capture` stores the result of a JMESPath expression under a name.
    """

    answer: Any = None
    holds: list[str] = []
    capture: dict[str, str] = {}


class Asked(Answered):
    """A request by `as`, a person or app that has signed in; `for` another person by mandate, and
    with a `purpose` if the route needs one.
    """

    by: str | None = Field(default=None, alias="as")
    for_: str | None = Field(default=None, alias="for")
    purpose: str | None = None
    status: Status | list[Status] | None = None
