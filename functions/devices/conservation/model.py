"""What devices report of themselves, what is found of it, and what is not."""

from datetime import datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from linli.messages import Number, Sent
from linli.model import Fact, Noun
from linli.places import Community

LONGEST = timedelta(hours=25)
MOST = 100_000  # messages of a span


class Span(Fact):
    """Messages of samples from `first` to `last` of a boot, sent from `begins` to `ends`."""

    begins: AwareDatetime
    ends: AwareDatetime
    boot: Number
    first: Number
    last: Number

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if not timedelta() < self.ends - self.begins <= LONGEST:
            raise ValueError("no-such-time")
        if not 0 <= self.last - self.first < MOST:
            raise ValueError("no-such-count")
        return self

    @property
    def sent(self) -> int:
        return self.last - self.first + 1


class Report(Sent):
    """Channel `report`: what a device sent in the hours before, the last two at least."""

    at: AwareDatetime
    spans: Annotated[tuple[Span, ...], Field(min_length=1, max_length=8)]

    def times(self) -> list[AwareDatetime]:
        return [self.at]

    def shifted(self, by: timedelta) -> Self:
        spans = tuple(
            one.model_copy(update={"begins": one.begins + by, "ends": one.ends + by})
            for one in self.spans
        )
        return self.model_copy(update={"at": self.at + by, "spans": spans})


class Balance(Noun):
    """sent = stored + refused + missing, of one device and span. `skew_seconds` is how far its
    clock was behind the broker's, or ahead if negative, when it reported.
    """

    thing: str
    community: Community
    owner: str
    begins: AwareDatetime
    ends: AwareDatetime
    boot: int
    first: int
    sent: int
    stored: int
    refused: int
    missing: int
    numbers: tuple[int, ...] = ()  # of the first that are missing
    heard_at: AwareDatetime
    skew_seconds: float


class Lost(Fact):
    """Of one device and span: what was missing at first, and is now."""

    thing: str
    owner: str
    begins: AwareDatetime
    ends: AwareDatetime
    boot: int
    first: int
    sent: int
    missing: int


class LostSpan(Lost, Noun):
    """`far`: how often it was looked for far from when it was sent, too. What is `personal` is
    counted and not named: it tells who has a device at home, and when it speaks.
    """

    far: int = 0
    personal: bool = False

    @property
    def name(self) -> str:
        return f"{self.thing}|{self.boot}|{self.first}"

    def shown(self) -> Lost:
        return Lost.model_validate(self.model_dump(include=set(Lost.model_fields)))


class LossShown(Noun):
    """What is missing of a community's hour. Looked for again until all is found, or given up."""

    id: str
    community: Community
    hour: AwareDatetime
    found_at: AwareDatetime
    lost: dict[str, Lost] = {}  # some that are of no person, by device, boot and first number
    devices: int = 0  # all
    missing: int = 0  # messages of all
    stage: Literal["open", "found", "given_up", "closed"] = "open"
    looks: int = 0


class Loss(LossShown):
    """`due`: when it is looked for again."""

    due: AwareDatetime | None = None

    def shown(self) -> LossShown:
        return LossShown.model_validate(self.model_dump())


def hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
