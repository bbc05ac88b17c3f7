"""What steps of every kind have, and the few forms that their values take."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Request = Annotated[str, Field(pattern=r"^(GET|POST|PUT|PATCH|DELETE) /\S*$")]
_UNITS = "second|minute|hour|day|working day|week"
Span = Annotated[str, Field(pattern=rf"^(\d+(\.\d+)? ({_UNITS})s?|to [0-2]\d:[0-5]\d)$")]
Ahead = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)? (second|minute|hour|day|week)s?$")]
WITHIN = 20.0  # seconds: a cold start on a busy machine takes some
Status = Annotated[int, Field(ge=100, le=599)]


class Title(BaseModel):
    model_config = ConfigDict(extra="forbid")
    zh: str
    en: str


class Step(BaseModel):
    """`id` is what `fails_at` names; `title` is what the terminal tells of it."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    id: str | None = None
    title: Title | None = None


class Answered(Step):
    """What an answer must hold. A mapping must hold what is named; a list must hold each item
    named, in that order, and `[]` means an empty one. `holds` are JMESPath expressions that must
    be true; `capture` keeps what a JMESPath expression finds under a name.
    """

    answer: Any = None
    holds: list[str] = []
    capture: dict[str, str] = {}


class Asked(Answered):
    """A request by somebody: `as` a person or an app that was signed in, `for` another by mandate,
    and to a `purpose` where the route asks for one.
    """

    by: str | None = Field(default=None, alias="as")
    for_: str | None = Field(default=None, alias="for")
    purpose: str | None = None
    status: Status | list[Status] | None = None
