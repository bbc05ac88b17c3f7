"""Reports that devices make about themselves, the balances found, and the losses."""

from datetime import datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from linli.messages import Number, Sent
from linli.model import Fact, Noun
from linli.places import Community

LONGEST = timedelta(hours=25)
MOST = 100_000  # messages of a span


class Span(Fact):
    """The messages with samples from number `first` to `last` of a boot, sent from `begins` to
    `ends`.
    """

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
    """Channel `report`: what a device sent in recent hours, at least the last two."""

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
    """sent = stored + refused + missing, for one device and span. `skew_seconds` is how far the
    device's clock was behind the broker's when it reported, negative if ahead.
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
    numbers: tuple[int, ...] = ()  # of the first missing messages
    heard_at: AwareDatetime
    skew_seconds: float


class Lost(Fact):
    """One device and span with messages missing: `missing` is the number now."""

    thing: str
    owner: str
    begins: AwareDatetime
    ends: AwareDatetime
    boot: int
    first: int
    sent: int
    missing: int


class LostSpan(Lost, Noun):
    """`far` counts the wide searches, distant from the time of sending. A `personal` device is
    counted but not named, as its record would show who has one at home and when it sends.
    """

    far: int = 0
    personal: bool = False

    @property
    def name(self) -> str:
        return f"{self.thing}|{self.boot}|{self.first}"

    def shown(self) -> Lost:
        return Lost.model_validate(self.model_dump(include=set(Lost.model_fields)))


class LossShown(Noun):
    """What is missing of a community's hour. The search is repeated until all is found, or given
    up.
    """

    id: str
    community: Community
    hour: AwareDatetime
    found_at: AwareDatetime
    lost: dict[str, Lost] = {}  # some of those not personal, by device, boot and first number
    devices: int = 0  # of all spans
    missing: int = 0  # messages of all spans
    stage: Literal["open", "found", "given_up", "closed"] = "open"
    looks: int = 0


class Loss(LossShown):
    """`due`: when the search is repeated."""

    due: AwareDatetime | None = None

    def shown(self) -> LossShown:
        return LossShown.model_validate(self.model_dump())


def hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
