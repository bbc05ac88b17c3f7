"""What a person prefers, and rows that a city may set: what all rooms of notify use."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from events.notify import Urgency
from linli.dated import Dated
from linli.model import Fact, Noun
from linli.wall import Hour

Language = Literal["zh", "en"]
Outgoing = Literal["sms", "voice", "robot", "email"]  # by gateways


class Quiet(Fact):
    """Hours of the wall clock (UTC+8) in which nothing rings; none where both are the same."""

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)
    start: Hour = Field(alias="from")
    until: Hour


class Wishes(Fact):
    """`quiet` None is never quiet; `large_voice` speaks slowly and repeats, and shows large."""

    language: Language = "zh"
    quiet: Quiet | None
    channels: Annotated[tuple[Outgoing, ...], Field(max_length=4)] = ("sms", "voice")
    large_voice: bool = False


class Preferences(Wishes, Noun):
    """What a person wishes, once he has said so."""

    person: str


class Row(Dated):
    """A row of rules/*.yaml: a number that a city may set by its id."""

    id: str
    article: str
    mark: str


class Pace(Row):
    """How long after the asking a channel is used, or the notice given up as unheard."""

    urgency: Urgency
    channel: Outgoing | Literal["unheard"]
    value: Annotated[int, Field(ge=0, le=604_800)]
    unit: Literal["s"]
    digest: bool = False


class Limit(Row):
    """`rate`: notices of one template to a person on a day. `expiry`: how long gateways may send
    one. `kept`: how long it stays in the inbox.
    """

    what: Literal["rate", "expiry", "kept"]
    urgency: Urgency | None = None
    value: Annotated[int, Field(ge=1, le=604_800)]
    unit: Literal["1/d", "min", "d"]


class QuietRow(Row, Quiet):
    """The quiet hours of whoever has not said his own."""

    unit: Literal["clock"]


class Rules(Fact):
    """All rows of rules/."""

    steps: tuple[Pace, ...]
    limits: tuple[Limit, ...]
    quiet: tuple[QuietRow, ...]
