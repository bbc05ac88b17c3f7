"""Preferences of people, and rows that a city may set, shared by all packages of notify."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from events.notify import Urgency
from linli.dated import Dated
from linli.model import Fact, Noun
from linli.wall import Hour

Language = Literal["zh", "en"]
Outgoing = Literal["sms", "voice", "robot", "email"]  # channels by gateways


class Quiet(Fact):
    """Local hours (UTC+8) in which nothing rings; none if both are equal."""

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)
    start: Hour = Field(alias="from")
    until: Hour


class Wishes(Fact):
    """`quiet` None: no quiet hours; `large_voice`: large type, and slow, repeated speech."""

    language: Language = "zh"
    quiet: Quiet | None
    channels: Annotated[tuple[Outgoing, ...], Field(max_length=4)] = ("sms", "voice")
    large_voice: bool = False


class Preferences(Wishes, Noun):
    """A person's preferences, once stated."""

    person: str


class Row(Dated):
    """A row of rules/*.yaml: a number that a city may set by its id."""

    id: str
    article: str
    mark: str


class Pace(Row):
    """The delay after the request until a channel is used, or the notice counts as unread."""

    urgency: Urgency
    channel: Outgoing | Literal["unheard"]
    value: Annotated[int, Field(ge=0, le=604_800)]
    unit: Literal["s"]
    digest: bool = False


class Limit(Row):
    """`rate`: notices of one template per person and day. `expiry`: how long gateways may try.
    `kept`: how long it stays in the inbox.
    """

    what: Literal["rate", "expiry", "kept"]
    urgency: Urgency | None = None
    value: Annotated[int, Field(ge=1, le=604_800)]
    unit: Literal["1/d", "min", "d"]


class QuietRow(Row, Quiet):
    """The default quiet hours."""

    unit: Literal["clock"]


class Rules(Fact):
    """All rows of rules/."""

    steps: tuple[Pace, ...]
    limits: tuple[Limit, ...]
    quiet: tuple[QuietRow, ...]
